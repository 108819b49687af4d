package dev.npymap.it.matrix;

import dev.npymap.dtype.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The values of test arrays, by a formula. {@code formula.py} says the same in Python; neither reads the other.
 *
 * <p>Every scalar of an array has a number, which its place gives: its leaf (counted depth first through the fields) and its
 * index in C order. The number, hashed, selects an extreme of the type or a value in between.
 */
public final class Formula {
    private static final long LEAF = 1_000_003;

    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MIN_NORMAL - Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1.0 / 3
    };
    private static final float[] FLOATS = {
        0.0f,
        -0.0f,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MIN_NORMAL - Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1.0f / 3
    };
    private static final float[] HALFS = {
        0.0f,
        -0.0f,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        0x1p-24f,
        -0x1p-24f,
        0x1p-14f,
        0x1p-14f - 0x1p-24f,
        65504.0f,
        -65504.0f,
        0x1.554p-2f
    };

    /** What the longdoubles of {@code formula.py} are when they are rounded to doubles. */
    private static final double[] LONG_DOUBLES = {
        0.0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        -0.0,
        1.0,
        1.0,
        Math.nextUp(1.0),
        Double.POSITIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        Double.MAX_VALUE,
        0.0,
        Double.MIN_VALUE,
        2 * Double.MIN_VALUE
    };

    private Formula() {}

    /** A complex number. */
    public record Complex(double re, double im) {}

    /** Text as the file keeps it, since not every value of 32 bits is a character. */
    public record CodePoints(List<Integer> values) {
        static CodePoints of(int... values) {
            return new CodePoints(Arrays.stream(values).boxed().toList());
        }

        int[] toArray() {
            return values.stream().mapToInt(Integer::intValue).toArray();
        }

        /** {@return whether a {@code String} can hold it} */
        boolean isText() {
            return values.stream()
                    .allMatch(c -> Character.isValidCodePoint(c) && Character.getType(c) != Character.SURROGATE);
        }

        /** {@return it as a {@code String}} */
        String text() {
            return new String(toArray(), 0, values.size());
        }
    }

    /** Raw bytes, equal by what they hold. */
    public record Raw(String hex) {
        static Raw of(byte[] bytes) {
            return new Raw(HexFormat.of().formatHex(bytes));
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    /** splitmix64: the hash of the next state. */
    static long mix(long x) {
        long z = x + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private static int modulo(long v, int divisor) {
        return (int) Long.remainderUnsigned(v, divisor);
    }

    /**
     * {@return the value at a place, as its accessor gives it}
     *
     * @param type the scalar type
     * @param leaf the number of the leaf
     * @param index the place in C order
     */
    public static Object value(ScalarType type, int leaf, long index) {
        long v = mix(index + leaf * LEAF);
        return switch (type.kind()) {
            case BOOL -> (v & 1) == 1;
            case INT, UINT, DATETIME, TIMEDELTA -> integer(type, v);
            case FLOAT -> real(v, type.itemSize());
            case COMPLEX ->
                new Complex(
                        real(v, type.itemSize() / 2).doubleValue(),
                        real(mix(v), type.itemSize() / 2).doubleValue());
            case STRING -> codePoints(v, type.itemSize() / Integer.BYTES);
            case BYTES -> text(v, type.itemSize());
            case VOID -> Raw.of(bytes(v, type.itemSize()));
        };
    }

    private static Number integer(ScalarType type, long v) {
        int bits = type.itemSize() * Byte.SIZE;
        boolean unsigned = type.kind() == ScalarType.Kind.UINT;
        long max = unsigned ? -1L >>> (Long.SIZE - bits) : (1L << (bits - 1)) - 1;
        long min = unsigned ? 0 : -max - 1;
        long[] extremes = {0, 1, max, min, max - 1, min + 1};
        long value = modulo(v, 4) == 0 ? extremes[modulo(v >>> 2, extremes.length)] : mix(v);
        return switch (type.itemSize()) {
            case 1 -> (byte) value;
            case 2 -> (short) value;
            case 4 -> (int) value;
            default -> value;
        };
    }

    private static Number real(long v, int itemSize) {
        boolean extreme = modulo(v, 4) == 0;
        long pick = v >>> 2;
        return switch (itemSize) {
            case 2 -> extreme ? HALFS[modulo(pick, HALFS.length)] : (float) between(v, 11, 16);
            case 4 -> extreme ? FLOATS[modulo(pick, FLOATS.length)] : (float) between(v, 24, 100);
            case 8 -> extreme ? DOUBLES[modulo(pick, DOUBLES.length)] : between(v, 53, 200);
            default -> extreme ? LONG_DOUBLES[modulo(pick, LONG_DOUBLES.length)] : longDouble(v);
        };
    }

    private static double between(long v, int bits, int spread) {
        long significand = (mix(v) >>> (Long.SIZE - bits)) - (1L << (bits - 1));
        return significand * Math.pow(2, modulo(v >>> 8, spread) - spread * 3 / 4);
    }

    /** Rounded by BigDecimal. */
    private static double longDouble(long v) {
        BigDecimal significand = new BigDecimal(new BigInteger(Long.toUnsignedString(mix(v))));
        int exponent = modulo(v >>> 8, 2400) - 1232;
        BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(exponent)));
        double magnitude = (exponent < 0 ? significand.divide(power) : significand.multiply(power)).doubleValue();
        return modulo(v >>> 20, 2) == 1 ? -magnitude : magnitude;
    }

    private static byte[] bytes(long v, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) mix(v + i);
        }
        return bytes;
    }

    private static CodePoints text(long v, int length) {
        byte[] bytes = bytes(v, modulo(v, length + 1));
        return trimmed(IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff));
    }

    private static CodePoints codePoints(long v, int length) {
        int pools = modulo(v >>> 32, 3) == 0 ? 6 : 4;
        return trimmed(IntStream.range(0, modulo(v, length + 1)).map(i -> {
            long hash = mix(v + i);
            int h = (int) (hash >>> 32);
            return switch (modulo(hash >>> 8, pools)) {
                case 0 -> 0x20 + Integer.remainderUnsigned(h, 95);
                case 1 -> 0xa0 + Integer.remainderUnsigned(h, 96);
                case 2 -> 0x3040 + Integer.remainderUnsigned(h, 96);
                case 3 -> 0x1f300 + Integer.remainderUnsigned(h, 256);
                case 4 -> 0xd800 + Integer.remainderUnsigned(h, 2048);
                default -> h;
            };
        }));
    }

    /** NumPy takes NULs at the end for padding. */
    private static CodePoints trimmed(IntStream text) {
        int[] values = text.toArray();
        int end = values.length;
        while (end > 0 && values[end - 1] == 0) {
            end--;
        }
        return CodePoints.of(Arrays.copyOf(values, end));
    }
}
