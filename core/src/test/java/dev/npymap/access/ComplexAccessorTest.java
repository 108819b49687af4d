package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.bulk.LongDoubleBits;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComplexAccessorTest {
    record Complex(double re, double im) {}

    @Nested
    class Values extends AccessorContract<Complex> {
        @Override
        List<String> dtypes() {
            return List.of("<c8", ">c8", "<c16", ">c16", "<c32", ">c32");
        }

        @Override
        String asked() {
            return "a complex: c8, c16 or c32";
        }

        @Override
        List<Complex> values() {
            return List.of(
                    new Complex(1, -2), new Complex(-0.0, 0.5), new Complex(Double.NaN, Double.NEGATIVE_INFINITY));
        }

        @Override
        void put(Complex value, ScalarType dtype, ByteBuffer out) {
            for (double part : new double[] {value.re, value.im}) {
                switch (dtype.itemSize()) {
                    case 8 -> out.putFloat((float) part);
                    case 16 -> out.putDouble(part);
                    default -> putX87(out, part);
                }
            }
        }

        private static void putX87(ByteBuffer out, double part) {
            LongDoubleBits.X87.set(MemorySegment.ofBuffer(out), 0, out.order() == ByteOrder.BIG_ENDIAN, part);
            out.position(out.position() + LongDoubleBits.BYTES);
        }

        @Override
        View<Complex> view(Strided elements) {
            return new Complexes(ComplexAccessor.of(elements, LongDoubleFormat.X87));
        }
    }

    private record Complexes(ComplexAccessor accessor) implements AccessorContract.BulkView<Complex> {
        @Override
        public Complex get(long[] index) {
            return new Complex(accessor.re(index), accessor.im(index));
        }

        @Override
        public void set(long[] index, Complex value) {
            accessor.set(index, value.re, value.im);
        }

        @Override
        public Complex get(long i) {
            return new Complex(accessor.re(i), accessor.im(i));
        }

        @Override
        public void set(long i, Complex value) {
            accessor.set(i, value.re, value.im);
        }

        @Override
        public List<Complex> toList() {
            double[] parts = accessor.toArray();
            List<Complex> list = new ArrayList<>();
            for (int i = 0; i < parts.length; i += 2) {
                list.add(new Complex(parts[i], parts[i + 1]));
            }
            return list;
        }
    }

    @Test
    void formatOfALongDoubleIsTheCallers() {
        try (Arena arena = Arena.ofConfined()) {
            Strided elements = Arrangement.C_ORDER.place(arena, DType.CLONGDOUBLE, Shape.of(1));
            ComplexAccessor quads = ComplexAccessor.of(elements, LongDoubleFormat.IEEE_QUAD);

            quads.set(0, 1.1, -1.1);

            assertThat(quads.re(0)).isEqualTo(1.1);
            assertThat(quads.im(0)).isEqualTo(-1.1);
            assertThat(ComplexAccessor.of(elements, LongDoubleFormat.X87).re(0)).isNotEqualTo(1.1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<c8", ">c8", "<c16", ">c16", "<c32", ">c32"})
    void partsAreFloatsOverTheSameBytes(String descr) {
        try (Arena arena = Arena.ofConfined()) {
            DType dtype = DType.of(descr);
            Strided elements = Arrangement.FORTRAN_ORDER.place(arena, dtype, Shape.of(3, 2));
            ComplexAccessor complexes = ComplexAccessor.of(elements, LongDoubleFormat.X87);
            complexes.fill(0.5, -2);
            complexes.set(new long[] {2, 1}, 4, 0.25);

            Strided real = elements.real();
            assertThat(real.dtype().descr())
                    .isEqualTo(
                            dtype.descr().replace('c', 'f').replace("" + dtype.itemSize(), "" + dtype.itemSize() / 2));
            assertThat(real.strides()).isEqualTo(elements.strides());
            assertThat(sum(real)).isEqualTo(6.5);
            assertThat(sum(elements.imaginary())).isEqualTo(-9.75);
        }
    }

    private static double sum(Strided floats) {
        return switch (floats.dtype().itemSize()) {
            case Float.BYTES -> FloatAccessor.of(floats).sum();
            case Double.BYTES -> DoubleAccessor.of(floats).sum();
            default -> LongDoubleAccessor.of(floats, LongDoubleFormat.X87).sum();
        };
    }

    @Test
    void whatIsNotComplexHasNoParts() {
        try (Arena arena = Arena.ofConfined()) {
            Strided doubles = Arrangement.C_ORDER.place(arena, DType.FLOAT64, Shape.of(1));
            String message = "asked for a complex: c8, c16 or c32, found <f8";
            assertThatExceptionOfType(DTypeMismatchException.class)
                    .isThrownBy(doubles::real)
                    .withMessage(message);
            assertThatExceptionOfType(DTypeMismatchException.class)
                    .isThrownBy(doubles::imaginary)
                    .withMessage(message);
        }
    }

    /** Each element takes two places. */
    @Test
    void halfAsManyElementsFitInAnArray() {
        try (Arena arena = Arena.ofConfined()) {
            Shape shape = Shape.of(1 << 30);
            Strided elements = new Strided(arena.allocate(8), DType.COMPLEX64, 0, shape, new long[] {0});

            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            ComplexAccessor.of(elements, LongDoubleFormat.X87).toArray())
                    .withMessage("shape (1073741824,) has too many elements for a Java array");
        }
    }

    @Test
    void floatsAreRoundedToNearest() {
        try (Arena arena = Arena.ofConfined()) {
            Strided elements = Arrangement.C_ORDER.place(arena, DType.COMPLEX64, Shape.of(1));
            ComplexAccessor floats = ComplexAccessor.of(elements, LongDoubleFormat.X87);

            floats.set(0, 1.1, 1e300);

            assertThat(floats.re(0)).isEqualTo(1.1f);
            assertThat(floats.im(0)).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }
}
