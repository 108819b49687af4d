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

/** The accessors that give a Java primitive as it lies in memory. */
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
    class Bytes extends AccessorContract<Byte> {
        @Override
        List<String> dtypes() {
            return List.of("|i1", "|u1");
        }

        @Override
        String asked() {
            return "a byte: i1 or u1";
        }

        @Override
        List<Byte> values() {
            return List.of((byte) 1, (byte) -1, Byte.MIN_VALUE, Byte.MAX_VALUE);
        }

        @Override
        void put(Byte value, ScalarType dtype, ByteBuffer out) {
            out.put(value);
        }

        @Override
        View<Byte> view(Strided elements) {
            return new OfBytes(ByteAccessor.of(elements));
        }

        private record OfBytes(ByteAccessor accessor) implements CopyView<Byte> {
            @Override
            public Byte get(long[] index) {
                return accessor.get(index);
            }

            @Override
            public void set(long[] index, Byte value) {
                accessor.set(index, value);
            }

            @Override
            public Byte get(long i) {
                return accessor.get(i);
            }

            @Override
            public void set(long i, Byte value) {
                accessor.set(i, value);
            }

            @Override
            public Byte get(long i, long j) {
                return accessor.get(i, j);
            }

            @Override
            public Byte get(long i, long j, long k) {
                return accessor.get(i, j, k);
            }

            @Override
            public void set(long i, long j, Byte value) {
                accessor.set(i, j, value);
            }

            @Override
            public void set(long i, long j, long k, Byte value) {
                accessor.set(i, j, k, value);
            }

            @Override
            public List<Byte> toList() {
                return list(Byte.class, accessor.toArray());
            }

            @Override
            public List<Byte> copyTo(int length, int from) {
                byte[] target = new byte[Math.max(0, length)];
                accessor.copyTo(target, from);
                return list(Byte.class, target);
            }

            @Override
            public Byte blank() {
                return (byte) 0;
            }
        }
    }

    @Nested
    class Shorts extends AccessorContract<Short> {
        @Override
        List<String> dtypes() {
            return List.of("<i2", ">i2", "<u2", ">u2");
        }

        @Override
        String asked() {
            return "a short: i2 or u2";
        }

        @Override
        List<Short> values() {
            return List.of((short) 0x0102, (short) -2, Short.MIN_VALUE, Short.MAX_VALUE);
        }

        @Override
        void put(Short value, ScalarType dtype, ByteBuffer out) {
            out.putShort(value);
        }

        @Override
        View<Short> view(Strided elements) {
            return new OfShorts(ShortAccessor.of(elements));
        }

        private record OfShorts(ShortAccessor accessor) implements CopyView<Short> {
            @Override
            public Short get(long[] index) {
                return accessor.get(index);
            }

            @Override
            public void set(long[] index, Short value) {
                accessor.set(index, value);
            }

            @Override
            public Short get(long i) {
                return accessor.get(i);
            }

            @Override
            public void set(long i, Short value) {
                accessor.set(i, value);
            }

            @Override
            public Short get(long i, long j) {
                return accessor.get(i, j);
            }

            @Override
            public Short get(long i, long j, long k) {
                return accessor.get(i, j, k);
            }

            @Override
            public void set(long i, long j, Short value) {
                accessor.set(i, j, value);
            }

            @Override
            public void set(long i, long j, long k, Short value) {
                accessor.set(i, j, k, value);
            }

            @Override
            public List<Short> toList() {
                return list(Short.class, accessor.toArray());
            }

            @Override
            public List<Short> copyTo(int length, int from) {
                short[] target = new short[Math.max(0, length)];
                accessor.copyTo(target, from);
                return list(Short.class, target);
            }

            @Override
            public Short blank() {
                return (short) 0;
            }
        }
    }

    @Nested
    class Ints extends AccessorContract<Integer> {
        @Override
        List<String> dtypes() {
            return List.of("<i4", ">i4", "<u4", ">u4");
        }

        @Override
        String asked() {
            return "an int: i4 or u4";
        }

        @Override
        List<Integer> values() {
            return List.of(0x01020304, -2, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }

        @Override
        void put(Integer value, ScalarType dtype, ByteBuffer out) {
            out.putInt(value);
        }

        @Override
        View<Integer> view(Strided elements) {
            return new OfInts(IntAccessor.of(elements));
        }

        private record OfInts(IntAccessor accessor) implements CopyView<Integer> {
            @Override
            public Integer get(long[] index) {
                return accessor.get(index);
            }

            @Override
            public void set(long[] index, Integer value) {
                accessor.set(index, value);
            }

            @Override
            public Integer get(long i) {
                return accessor.get(i);
            }

            @Override
            public void set(long i, Integer value) {
                accessor.set(i, value);
            }

            @Override
            public Integer get(long i, long j) {
                return accessor.get(i, j);
            }

            @Override
            public Integer get(long i, long j, long k) {
                return accessor.get(i, j, k);
            }

            @Override
            public void set(long i, long j, Integer value) {
                accessor.set(i, j, value);
            }

            @Override
            public void set(long i, long j, long k, Integer value) {
                accessor.set(i, j, k, value);
            }

            @Override
            public List<Integer> toList() {
                return list(Integer.class, accessor.toArray());
            }

            @Override
            public List<Integer> copyTo(int length, int from) {
                int[] target = new int[Math.max(0, length)];
                accessor.copyTo(target, from);
                return list(Integer.class, target);
            }

            @Override
            public Integer blank() {
                return 0;
            }
        }
    }

    @Nested
    class Longs extends AccessorContract<Long> {
        @Override
        List<String> dtypes() {
            return List.of("<i8", ">i8", "<u8", ">u8", "<M8[s]", ">m8");
        }

        @Override
        String asked() {
            return "a long: i8, u8, M8 or m8";
        }

        @Override
        List<Long> values() {
            return List.of(0x0102030405060708L, -2L, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        @Override
        void put(Long value, ScalarType dtype, ByteBuffer out) {
            out.putLong(value);
        }

        @Override
        View<Long> view(Strided elements) {
            return new OfLongs(LongAccessor.of(elements));
        }

        private record OfLongs(LongAccessor accessor) implements CopyView<Long> {
            @Override
            public Long get(long[] index) {
                return accessor.get(index);
            }

            @Override
            public void set(long[] index, Long value) {
                accessor.set(index, value);
            }

            @Override
            public Long get(long i) {
                return accessor.get(i);
            }

            @Override
            public void set(long i, Long value) {
                accessor.set(i, value);
            }

            @Override
            public Long get(long i, long j) {
                return accessor.get(i, j);
            }

            @Override
            public Long get(long i, long j, long k) {
                return accessor.get(i, j, k);
            }

            @Override
            public void set(long i, long j, Long value) {
                accessor.set(i, j, value);
            }

            @Override
            public void set(long i, long j, long k, Long value) {
                accessor.set(i, j, k, value);
            }

            @Override
            public List<Long> toList() {
                return list(Long.class, accessor.toArray());
            }

            @Override
            public List<Long> copyTo(int length, int from) {
                long[] target = new long[Math.max(0, length)];
                accessor.copyTo(target, from);
                return list(Long.class, target);
            }

            @Override
            public Long blank() {
                return 0L;
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
    private static Strided allBitsSet(Arena arena, String dtype) {
        Strided elements = Arrangement.C_ORDER.place(arena, DType.of(dtype), Shape.of(1));
        elements.segment().fill((byte) -1);
        return elements;
    }

    @Test
    void unsignedValuesAreWidened() {
        try (Arena arena = Arena.ofConfined()) {
            ByteAccessor bytes = ByteAccessor.of(allBitsSet(arena, "|u1"));
            ShortAccessor shorts = ShortAccessor.of(allBitsSet(arena, ">u2"));
            IntAccessor ints = IntAccessor.of(allBitsSet(arena, "<u4"));

            assertThat(bytes.getUnsigned(0)).isEqualTo(255).isEqualTo(bytes.getUnsigned(new long[] {0}));
            assertThat(shorts.getUnsigned(0)).isEqualTo(65_535).isEqualTo(shorts.getUnsigned(new long[] {0}));
            assertThat(ints.getUnsigned(0)).isEqualTo(4_294_967_295L).isEqualTo(ints.getUnsigned(new long[] {0}));
        }
    }

    @Test
    void everyByteButZeroIsTrue() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(BooleanAccessor.of(allBitsSet(arena, "|b1")).get(0)).isTrue();
        }
    }
}
