package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HalfAccessorTest {
    @Nested
    class Values extends AccessorContract<Float> {
        @Override
        List<String> dtypes() {
            return List.of("<f2", ">f2");
        }

        @Override
        String asked() {
            return "a half: <f2 or >f2";
        }

        @Override
        List<Float> values() {
            return List.of(1.0f, -0.0f, 65504.0f, 0x1p-24f, Float.NEGATIVE_INFINITY, Float.NaN);
        }

        @Override
        void put(Float value, ScalarType dtype, ByteBuffer out) {
            out.putShort(Float.floatToFloat16(value));
        }

        @Override
        View<Float> view(Strided elements) {
            return new OfValues(HalfAccessor.of(elements));
        }

        private record OfValues(HalfAccessor accessor) implements CopyView<Float> {
            @Override
            public Float get(long[] index) {
                return accessor.get(index);
            }

            @Override
            public void set(long[] index, Float value) {
                accessor.set(index, value);
            }

            @Override
            public Float get(long i) {
                return accessor.get(i);
            }

            @Override
            public void set(long i, Float value) {
                accessor.set(i, value);
            }

            @Override
            public List<Float> toList() {
                return PrimitiveAccessorsTest.list(Float.class, accessor.toArray());
            }

            @Override
            public List<Float> copyTo(int length, int from) {
                float[] target = new float[Math.max(0, length)];
                accessor.copyTo(target, from);
                return PrimitiveAccessorsTest.list(Float.class, target);
            }

            @Override
            public Float blank() {
                return 0.0f;
            }
        }
    }

    @Nested
    class Bits extends AccessorContract<Short> {
        @Override
        List<String> dtypes() {
            return List.of("<f2", ">f2");
        }

        @Override
        String asked() {
            return "a half: <f2 or >f2";
        }

        @Override
        List<Short> values() {
            return List.of((short) 0x0102, (short) -1, Short.MIN_VALUE, Short.MAX_VALUE);
        }

        @Override
        void put(Short value, ScalarType dtype, ByteBuffer out) {
            out.putShort(value);
        }

        @Override
        View<Short> view(Strided elements) {
            return new OfBits(HalfAccessor.of(elements));
        }

        private record OfBits(HalfAccessor accessor) implements View<Short> {
            @Override
            public Short get(long[] index) {
                return accessor.getBits(index);
            }

            @Override
            public void set(long[] index, Short value) {
                accessor.setBits(index, value);
            }

            @Override
            public Short get(long i) {
                return accessor.getBits(i);
            }

            @Override
            public void set(long i, Short value) {
                accessor.setBits(i, value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f2", ">f2"})
    void everyValueIsReadAndWrittenExactly(String dtype) {
        try (Arena arena = Arena.ofConfined()) {
            HalfAccessor halfs = HalfAccessor.of(Arrangement.C_ORDER.place(arena, DType.of(dtype), Shape.of(65_536)));
            for (int bits = 0; bits < 65_536; bits++) {
                halfs.setBits(bits, (short) bits);
            }
            for (int bits = 0; bits < 65_536; bits++) {
                float value = halfs.get(bits);
                assertThat(value).isEqualTo(Float.valueOf(half(bits)));

                halfs.set(bits, value);
                assertThat(halfs.getBits(bits)).isEqualTo(Float.isNaN(value) ? quiet(bits) : (short) bits);
            }
        }
    }

    /** IEEE 754 binary16 by its definition. */
    private static float half(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        float sign = bits < 0x8000 ? 1 : -1;
        return switch (exponent) {
            case 0 -> sign * fraction / (1 << 24);
            case 31 -> fraction == 0 ? sign / 0.0f : Float.NaN;
            default -> sign * (1024 + fraction) * (float) Math.pow(2, exponent - 25);
        };
    }

    /** A NaN whose payload went through a float. */
    private static short quiet(int bits) {
        return (short) (bits | 0x200);
    }

    @ParameterizedTest
    @CsvSource({
        "65519.99, 65504, the last that is no infinity",
        "65520, Infinity, a tie with the next power of two",
        "-1e30, -Infinity, far too large",
        "2.9802322387695312e-8, 0, a tie between zero and the least half",
        "2.9802326e-8, 5.9604645e-8, a bit above that tie",
        "1.00048828125, 1, a tie to even below",
        "1.00146484375, 1.001953125, a tie to even above"
    })
    void writesTheNearestTiesToEven(float value, float stored, String why) {
        try (Arena arena = Arena.ofConfined()) {
            HalfAccessor halfs = HalfAccessor.of(Arrangement.C_ORDER.place(arena, DType.FLOAT16, Shape.of(1)));

            halfs.set(0, value);

            assertThat(halfs.get(0)).as(why).isEqualTo(stored);
        }
    }
}
