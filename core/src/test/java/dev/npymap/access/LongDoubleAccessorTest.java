package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LongDoubleAccessorTest {
    abstract static class Contract extends AccessorContract<Double> {
        private final LongDoubleFormat format;
        private final List<String> images;

        /** The images of the values, most significant byte first. */
        Contract(LongDoubleFormat format, String... images) {
            this.format = format;
            this.images = List.of(images);
        }

        @Override
        List<String> dtypes() {
            return List.of("<f16", ">f16");
        }

        @Override
        String asked() {
            return "a long double: <f16 or >f16";
        }

        @Override
        List<Double> values() {
            return List.of(1.0, -0.0, -1.75, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
        }

        @Override
        void put(Double value, ScalarType dtype, ByteBuffer out) {
            byte[] image = HexFormat.of().parseHex(images.get(values().indexOf(value)));
            byte[] padded = new byte[16];
            System.arraycopy(image, 0, padded, 16 - image.length, image.length);
            out.put(dtype.toString().startsWith("<") ? reversed(padded) : padded);
        }

        private static byte[] reversed(byte[] bytes) {
            byte[] reversed = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                reversed[i] = bytes[bytes.length - 1 - i];
            }
            return reversed;
        }

        @Override
        View<Double> view(Strided elements) {
            return new LongDoubles(LongDoubleAccessor.of(elements, format));
        }
    }

    private record LongDoubles(LongDoubleAccessor accessor) implements AccessorContract.CopyView<Double> {
        @Override
        public Double get(long[] index) {
            return accessor.get(index);
        }

        @Override
        public void set(long[] index, Double value) {
            accessor.set(index, value);
        }

        @Override
        public Double get(long i) {
            return accessor.get(i);
        }

        @Override
        public void set(long i, Double value) {
            accessor.set(i, value);
        }

        @Override
        public List<Double> toList() {
            return PrimitiveAccessorsTest.list(Double.class, accessor.toArray());
        }

        @Override
        public List<Double> copyTo(int length, int from) {
            double[] target = new double[Math.max(0, length)];
            accessor.copyTo(target, from);
            return PrimitiveAccessorsTest.list(Double.class, target);
        }

        @Override
        public Double blank() {
            return 0.0;
        }
    }

    @Nested
    class X87 extends Contract {
        X87() {
            super(
                    LongDoubleFormat.X87,
                    "3fff8000000000000000",
                    "80000000000000000000",
                    "bfffe000000000000000",
                    "3bcd8000000000000000",
                    "7fff8000000000000000");
        }
    }

    @Nested
    class IeeeQuad extends Contract {
        IeeeQuad() {
            super(
                    LongDoubleFormat.IEEE_QUAD,
                    "3fff0000000000000000000000000000",
                    "80000000000000000000000000000000",
                    "bfffc000000000000000000000000000",
                    "3bcd0000000000000000000000000000",
                    "7fff0000000000000000000000000000");
        }
    }

    @Test
    void formatIsNeverNull() {
        try (Arena arena = Arena.ofConfined()) {
            Strided elements = Arrangement.C_ORDER.place(arena, DType.LONGDOUBLE, Shape.of(1));
            assertThatNullPointerException().isThrownBy(() -> LongDoubleAccessor.of(elements, null));
        }
    }
}
