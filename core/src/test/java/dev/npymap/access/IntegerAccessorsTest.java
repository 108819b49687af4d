package dev.npymap.access;

import static dev.npymap.access.PrimitiveAccessorsTest.allBitsSet;
import static dev.npymap.access.PrimitiveAccessorsTest.list;
import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.ScalarType;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The accessors that give an integer as it lies in memory. */
class IntegerAccessorsTest {
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
}
