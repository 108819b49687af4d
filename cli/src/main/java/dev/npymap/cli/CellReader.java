package dev.npymap.cli;

import dev.npymap.access.BooleanAccessor;
import dev.npymap.access.ByteAccessor;
import dev.npymap.access.BytesAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.FloatAccessor;
import dev.npymap.access.HalfAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.LongDoubleAccessor;
import dev.npymap.access.LongDoubleFormat;
import dev.npymap.access.ShortAccessor;
import dev.npymap.access.Strided;
import dev.npymap.access.StringAccessor;
import dev.npymap.dtype.DatetimeUnit;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;

/** Reads a scalar from text, as {@link ScalarText} writes it, and puts it at a byte of a segment. */
@FunctionalInterface
interface CellReader {
    /** The base of all digits. */
    int DECIMAL = 10;

    /**
     * Puts a scalar.
     *
     * @param text its text
     * @param offset where it begins, in bytes
     * @throws CellException if the text is that of none
     */
    void read(CellText text, long offset) throws CellException;

    /** {@return whether text of a type may be empty, and has its blanks for its own} */
    static boolean isText(ScalarType type) {
        return type.kind() == ScalarType.Kind.BYTES || type.kind() == ScalarType.Kind.STRING;
    }

    /** {@return a reader of scalars of one type} */
    static CellReader of(ScalarType type, MemorySegment segment) {
        // An element that begins at every byte, as in ScalarText.
        long places = Math.max(0, segment.byteSize() - type.itemSize() + 1);
        Strided bytes = new Strided(segment, type, 0, Shape.of(places), new long[] {1});
        return switch (type.kind()) {
            case BOOL -> {
                BooleanAccessor booleans = BooleanAccessor.of(bytes);
                yield (text, offset) -> booleans.set(offset, bool(text));
            }
            case INT, UINT -> integer(type, bytes);
            case FLOAT -> floating(type.itemSize(), bytes);
            case DATETIME -> {
                LongAccessor counts = LongAccessor.of(bytes);
                CellDate date = new CellDate(type);
                yield type.unit() == DatetimeUnit.GENERIC
                        ? (text, offset) -> counts.set(offset, count(text))
                        : (text, offset) -> counts.set(offset, date.count(text.toString()));
            }
            case TIMEDELTA -> {
                LongAccessor counts = LongAccessor.of(bytes);
                yield (text, offset) -> counts.set(offset, count(text));
            }
            case BYTES, STRING -> {
                StringAccessor strings = StringAccessor.of(bytes);
                yield (text, offset) -> {
                    try {
                        strings.set(offset, text.toString());
                    } catch (IllegalArgumentException e) {
                        throw new CellException("text that fits in " + type);
                    }
                };
            }
            case VOID -> {
                BytesAccessor raw = BytesAccessor.of(bytes);
                yield (text, offset) -> raw.set(offset, hexadecimal(text.toString(), type.itemSize()));
            }
            case COMPLEX -> new CellComplex(of(RowPart.half(type), segment), type.itemSize() / 2);
        };
    }

    private static boolean bool(CellText text) throws CellException {
        return switch (text.toString().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new CellException("true, false, 1 or 0");
        };
    }

    private static CellReader integer(ScalarType type, Strided bytes) {
        boolean isSigned = type.kind() == ScalarType.Kind.INT;
        int bits = type.itemSize() * Byte.SIZE;
        return switch (type.itemSize()) {
            case Byte.BYTES -> {
                ByteAccessor values = ByteAccessor.of(bytes);
                yield (text, offset) -> values.set(offset, (byte) integer(text, isSigned, bits));
            }
            case Short.BYTES -> {
                ShortAccessor values = ShortAccessor.of(bytes);
                yield (text, offset) -> values.set(offset, (short) integer(text, isSigned, bits));
            }
            case Integer.BYTES -> {
                IntAccessor values = IntAccessor.of(bytes);
                yield (text, offset) -> values.set(offset, (int) integer(text, isSigned, bits));
            }
            default -> {
                LongAccessor values = LongAccessor.of(bytes);
                yield (text, offset) -> values.set(offset, integer(text, isSigned, bits));
            }
        };
    }

    private static long integer(CellText text, boolean isSigned, int bits) throws CellException {
        try {
            if (bits == Long.SIZE) {
                return isSigned
                        ? Long.parseLong(text, 0, text.length(), DECIMAL)
                        : Long.parseUnsignedLong(text, 0, text.length(), DECIMAL);
            }
            long value = Long.parseLong(text, 0, text.length(), DECIMAL);
            long rest = isSigned ? value + (1L << (bits - 1)) : value;
            if (rest >>> bits == 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw noInteger(isSigned, bits);
        }
        throw noInteger(isSigned, bits);
    }

    private static CellException noInteger(boolean isSigned, int bits) {
        BigInteger half = BigInteger.TWO.pow(bits - 1);
        BigInteger least = isSigned ? half.negate() : BigInteger.ZERO;
        BigInteger most = (isSigned ? half : half.shiftLeft(1)).subtract(BigInteger.ONE);
        return new CellException("an integer from " + least + " to " + most);
    }

    private static CellReader floating(int size, Strided bytes) {
        return switch (size) {
            case Short.BYTES -> {
                HalfAccessor values = HalfAccessor.of(bytes);
                yield (text, offset) -> values.set(offset, toOdd(number(text)));
            }
            case Float.BYTES -> {
                FloatAccessor values = FloatAccessor.of(bytes);
                yield (text, offset) -> {
                    String copy = text.toString();
                    values.set(offset, isDecimal(copy) ? decimalFloat(copy) : (float) special(copy));
                };
            }
            case Double.BYTES -> {
                DoubleAccessor values = DoubleAccessor.of(bytes);
                yield (text, offset) -> values.set(offset, number(text));
            }
            default -> {
                LongDoubleAccessor values = LongDoubleAccessor.of(bytes, LongDoubleFormat.X87);
                yield (text, offset) -> values.set(offset, number(text));
            }
        };
    }

    /** {@return a float with the digits that decide how the number is rounded to a narrower one, as if there had been none} */
    private static float toOdd(double value) {
        float nearest = (float) value;
        if (nearest == value || Double.isNaN(value)) {
            return nearest;
        }
        boolean isFarther = Math.abs(nearest) > Math.abs(value);
        int towardsZero = Float.floatToRawIntBits(nearest) - (isFarther ? 1 : 0);
        return Float.intBitsToFloat(towardsZero | 1);
    }

    private static double number(CellText text) throws CellException {
        String copy = text.toString();
        return isDecimal(copy) ? decimal(copy) : special(copy);
    }

    /** The JDK also takes {@code 1d} and {@code 0x1p3}, which are no numbers to NumPy, and it has other words for those without digits. */
    private static boolean isDecimal(String text) {
        char last = text.charAt(text.length() - 1);
        return (Character.isDigit(last) || last == '.') && text.indexOf('x') < 0 && text.indexOf('X') < 0;
    }

    private static double decimal(String text) throws CellException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new CellException("a number");
        }
    }

    private static float decimalFloat(String text) throws CellException {
        try {
            // Not by way of a double, which would round twice.
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new CellException("a number");
        }
    }

    private static double special(String text) throws CellException {
        boolean isNegative = text.startsWith("-");
        String word = isNegative || text.startsWith("+") ? text.substring(1) : text;
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" -> isNegative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            default -> throw new CellException("a number");
        };
    }

    private static long count(CellText text) throws CellException {
        if (text.length() == CellDate.NOT_A_TIME.length() && text.toString().equalsIgnoreCase(CellDate.NOT_A_TIME)) {
            return ScalarText.NOT_A_TIME;
        }
        try {
            return Long.parseLong(text, 0, text.length(), DECIMAL);
        } catch (NumberFormatException e) {
            throw new CellException("a count, a 64-bit integer, or NaT");
        }
    }

    private static byte[] hexadecimal(String text, int size) throws CellException {
        try {
            byte[] bytes = HexFormat.of().parseHex(text);
            if (bytes.length == size) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw noBytes(size);
        }
        throw noBytes(size);
    }

    private static CellException noBytes(int size) {
        return new CellException(2L * size + " hexadecimal digits");
    }
}
