package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The accessors that give a Java primitive as it lies in memory, but for those of integers. */
class PrimitiveAccessorsTest {
    /** The elements of a primitive array. */
    static <V> List<V> list(Class<V> type, Object array) {
        return IntStream.range(0, Array.getLength(array))
                .mapToObj(i -> type.cast(Array.get(array, i)))
                .toList();
    }

    @Nested
    class Booleans extends AccessorContract<Boolean> {
        @Override
        List<String> dtypes() {
            return List.of("|b1");
        }

        @Override
        String asked() {
            return "a boolean: |b1";
        }

        @Override
        List<Boolean> values() {
            return List.of(true, false);
        }

        @Override
        void put(Boolean value, ScalarType dtype, ByteBuffer out) {
            out.put((byte) (value ? 1 : 0));
        }

        @Override
        View<Boolean> view(Strided elements) {
            return new OfBooleans(BooleanAccessor.of(elements));
        }

        private record OfBooleans(BooleanAccessor accessor) implements CopyView<Boolean> {
            @Override
            public Boolean get(long[] index) {
                return accessor.get(index);
            }

            @Override
            public void set(long[] index, Boolean value) {
                accessor.set(index, value);
            }

            @Override
            public Boolean get(long i) {
                return accessor.get(i);
            }

            @Override
            public void set(long i, Boolean value) {
                accessor.set(i, value);
            }

            @Override
            public List<Boolean> toList() {
                return list(Boolean.class, accessor.toArray());
            }

            @Override
            public List<Boolean> copyTo(int length, int from) {
                boolean[] target = new boolean[Math.max(0, length)];
                accessor.copyTo(target, from);
                return list(Boolean.class, target);
            }

            @Override
            public Boolean blank() {
                return false;
            }
        }
    }

    @Nested
    class Floats extends AccessorContract<Float> {
        @Override
        List<String> dtypes() {
            return List.of("<f4", ">f4");
        }

        @Override
        String asked() {
            return "a float: <f4 or >f4";
        }

        @Override
        List<Float> values() {
            return List.of(1.1f, -0.0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE);
        }

        @Override
        void put(Float value, ScalarType dtype, ByteBuffer out) {
            out.putFloat(value);
        }

        @Override
        View<Float> view(Strided elements) {
            return new OfFloats(FloatAccessor.of(elements));
        }

        private record OfFloats(FloatAccessor accessor) implements CopyView<Float> {
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
            public Float get(long i, long j) {
                return accessor.get(i, j);
            }

            @Override
            public Float get(long i, long j, long k) {
                return accessor.get(i, j, k);
            }

            @Override
            public void set(long i, long j, Float value) {
                accessor.set(i, j, value);
            }

            @Override
            public void set(long i, long j, long k, Float value) {
                accessor.set(i, j, k, value);
            }

            @Override
            public List<Float> toList() {
                return list(Float.class, accessor.toArray());
            }

            @Override
            public List<Float> copyTo(int length, int from) {
                float[] target = new float[Math.max(0, length)];
                accessor.copyTo(target, from);
                return list(Float.class, target);
            }

            @Override
            public Float blank() {
                return 0.0f;
            }
        }
    }

    @Nested
    class Doubles extends AccessorContract<Double> {
        @Override
        List<String> dtypes() {
            return List.of("<f8", ">f8");
        }

        @Override
        String asked() {
            return "a double: <f8 or >f8";
        }

        @Override
        List<Double> values() {
            return List.of(1.1, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE);
        }

        @Override
        void put(Double value, ScalarType dtype, ByteBuffer out) {
            out.putDouble(value);
        }

        @Override
        View<Double> view(Strided elements) {
            return new OfDoubles(DoubleAccessor.of(elements));
        }

        private record OfDoubles(DoubleAccessor accessor) implements CopyView<Double> {
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
            public Double get(long i, long j) {
                return accessor.get(i, j);
            }

            @Override
            public Double get(long i, long j, long k) {
                return accessor.get(i, j, k);
            }

            @Override
            public void set(long i, long j, Double value) {
                accessor.set(i, j, value);
            }

            @Override
            public void set(long i, long j, long k, Double value) {
                accessor.set(i, j, k, value);
            }

            @Override
            public List<Double> toList() {
                return list(Double.class, accessor.toArray());
            }

            @Override
            public List<Double> copyTo(int length, int from) {
                double[] target = new double[Math.max(0, length)];
                accessor.copyTo(target, from);
                return list(Double.class, target);
            }

            @Override
            public Double blank() {
                return 0.0;
            }
        }
    }

    /** One element of a dtype whose bits are all set. */
    static Strided allBitsSet(Arena arena, String dtype) {
        Strided elements = Arrangement.C_ORDER.place(arena, DType.of(dtype), Shape.of(1));
        elements.segment().fill((byte) -1);
        return elements;
    }

    @Test
    void everyByteButZeroIsTrue() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(BooleanAccessor.of(allBitsSet(arena, "|b1")).get(0)).isTrue();
        }
    }
}
