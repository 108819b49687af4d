package dev.npymap.bulk;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Runs against a model that goes byte by byte. */
class RunsTest {
    private static final int FROM = 3;

    /** The types, with what differs between them. */
    enum Type {
        BYTE(byte[].class, 1) {
            @Override
            void gather(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object target) {
                Runs.gather(segment, offset, stride, count, (byte[]) target, FROM);
            }

            @Override
            void scatter(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object source) {
                Runs.scatter(segment, offset, stride, count, (byte[]) source, FROM);
            }

            @Override
            void fill(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, ByteBuffer value) {
                Runs.fill(segment, offset, stride, count, value.get(0));
            }
        },
        SHORT(short[].class, 2) {
            @Override
            void gather(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object target) {
                Runs.gather(segment, bigEndian, offset, stride, count, (short[]) target, FROM);
            }

            @Override
            void scatter(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object source) {
                Runs.scatter(segment, bigEndian, offset, stride, count, (short[]) source, FROM);
            }

            @Override
            void fill(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, ByteBuffer value) {
                Runs.fill(segment, bigEndian, offset, stride, count, value.getShort(0));
            }
        },
        INT(int[].class, 4) {
            @Override
            void gather(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object target) {
                Runs.gather(segment, bigEndian, offset, stride, count, (int[]) target, FROM);
            }

            @Override
            void scatter(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object source) {
                Runs.scatter(segment, bigEndian, offset, stride, count, (int[]) source, FROM);
            }

            @Override
            void fill(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, ByteBuffer value) {
                Runs.fill(segment, bigEndian, offset, stride, count, value.getInt(0));
            }
        },
        LONG(long[].class, 8) {
            @Override
            void gather(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object target) {
                Runs.gather(segment, bigEndian, offset, stride, count, (long[]) target, FROM);
            }

            @Override
            void scatter(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object source) {
                Runs.scatter(segment, bigEndian, offset, stride, count, (long[]) source, FROM);
            }

            @Override
            void fill(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, ByteBuffer value) {
                Runs.fill(segment, bigEndian, offset, stride, count, value.getLong(0));
            }
        },
        FLOAT(float[].class, 4) {
            @Override
            void gather(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object target) {
                Runs.gather(segment, bigEndian, offset, stride, count, (float[]) target, FROM);
            }

            @Override
            void scatter(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object source) {
                Runs.scatter(segment, bigEndian, offset, stride, count, (float[]) source, FROM);
            }

            @Override
            void fill(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, ByteBuffer value) {
                Runs.fill(segment, bigEndian, offset, stride, count, value.getFloat(0));
            }
        },
        DOUBLE(double[].class, 8) {
            @Override
            void gather(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object target) {
                Runs.gather(segment, bigEndian, offset, stride, count, (double[]) target, FROM);
            }

            @Override
            void scatter(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object source) {
                Runs.scatter(segment, bigEndian, offset, stride, count, (double[]) source, FROM);
            }

            @Override
            void fill(MemorySegment segment, boolean bigEndian, long offset, long stride, int count, ByteBuffer value) {
                Runs.fill(segment, bigEndian, offset, stride, count, value.getDouble(0));
            }
        };

        private final Class<?> array;
        private final int size;

        Type(Class<?> array, int size) {
            this.array = array;
            this.size = size;
        }

        abstract void gather(
                MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object target);

        abstract void scatter(
                MemorySegment segment, boolean bigEndian, long offset, long stride, int count, Object source);

        abstract void fill(
                MemorySegment segment, boolean bigEndian, long offset, long stride, int count, ByteBuffer value);

        /** An array of this type whose elements are these bytes, read in native order. */
        Object array(byte[] bytes) {
            Object array = Array.newInstance(this.array.componentType(), bytes.length / size);
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
            switch (array) {
                case short[] a -> buffer.asShortBuffer().get(a);
                case int[] a -> buffer.asIntBuffer().get(a);
                case long[] a -> buffer.asLongBuffer().get(a);
                case float[] a -> buffer.asFloatBuffer().get(a);
                case double[] a -> buffer.asDoubleBuffer().get(a);
                default -> buffer.get((byte[]) array);
            }
            return array;
        }

        byte[] bytes(Object array) {
            ByteBuffer buffer =
                    ByteBuffer.wrap(new byte[Array.getLength(array) * size]).order(ByteOrder.nativeOrder());
            switch (array) {
                case short[] a -> buffer.asShortBuffer().put(a);
                case int[] a -> buffer.asIntBuffer().put(a);
                case long[] a -> buffer.asLongBuffer().put(a);
                case float[] a -> buffer.asFloatBuffer().put(a);
                case double[] a -> buffer.asDoubleBuffer().put(a);
                default -> buffer.put((byte[]) array);
            }
            return buffer.array();
        }
    }

    /** A segment of random bytes, and where in it a run lies. */
    private record Place(MemorySegment segment, long offset, long stride, int count, int size) {
        static Place of(Arena arena, Random random, Type type, int gap, boolean backwards, int count) {
            int step = type.size + gap;
            byte[] bytes = new byte[7 + Math.max(1, count) * step + 5];
            random.nextBytes(bytes);
            MemorySegment segment = arena.allocate(bytes.length, 8);
            MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
            long offset = 7 + (backwards ? Math.max(0, count - 1) * (long) step : 0);
            return new Place(segment, offset, backwards ? -step : step, count, type.size);
        }

        /** The place of byte {@code b} of element {@code i}, counted in native order. */
        int at(int i, int b, boolean bigEndian) {
            boolean turn = bigEndian != (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
            return (int) (offset + i * stride) + (turn ? size - 1 - b : b);
        }

        byte[] bytes() {
            return segment.toArray(JAVA_BYTE);
        }
    }

    /** Short runs, and long ones, whose loops are {@link StrideLoops}' copies. */
    @Provide
    Arbitrary<Integer> counts() {
        int border = StrideLoops.Copies.LONG_RUN;
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 300), Arbitraries.integers().between(border - 2, border + 300));
    }

    @Property
    void gathers(
            @ForAll Type type,
            @ForAll boolean bigEndian,
            @ForAll boolean backwards,
            @ForAll @IntRange(max = 20) int gap,
            @ForAll("counts") int count,
            @ForAll Random random) {
        try (Arena arena = Arena.ofConfined()) {
            Place place = Place.of(arena, random, type, gap, backwards, count);
            byte[] before = place.bytes();
            byte[] expected = new byte[(count + FROM + 2) * type.size];
            random.nextBytes(expected);
            Object target = type.array(expected);
            for (int i = 0; i < count; i++) {
                for (int b = 0; b < type.size; b++) {
                    expected[(FROM + i) * type.size + b] = before[place.at(i, b, bigEndian)];
                }
            }

            type.gather(place.segment, bigEndian, place.offset, place.stride, count, target);

            assertThat(type.bytes(target)).isEqualTo(expected);
        }
    }

    @Property
    void scatters(
            @ForAll Type type,
            @ForAll boolean bigEndian,
            @ForAll boolean backwards,
            @ForAll @IntRange(max = 20) int gap,
            @ForAll("counts") int count,
            @ForAll Random random) {
        try (Arena arena = Arena.ofConfined()) {
            Place place = Place.of(arena, random, type, gap, backwards, count);
            byte[] source = new byte[(count + FROM + 2) * type.size];
            random.nextBytes(source);
            byte[] expected = place.bytes();
            for (int i = 0; i < count; i++) {
                for (int b = 0; b < type.size; b++) {
                    expected[place.at(i, b, bigEndian)] = source[(FROM + i) * type.size + b];
                }
            }

            type.scatter(place.segment, bigEndian, place.offset, place.stride, count, type.array(source));

            assertThat(place.bytes()).isEqualTo(expected);
        }
    }

    @Property
    void fills(
            @ForAll Type type,
            @ForAll boolean bigEndian,
            @ForAll boolean backwards,
            @ForAll @IntRange(max = 20) int gap,
            @ForAll("counts") int count,
            @ForAll Random random) {
        try (Arena arena = Arena.ofConfined()) {
            Place place = Place.of(arena, random, type, gap, backwards, count);
            byte[] value = new byte[type.size];
            random.nextBytes(value);
            byte[] expected = place.bytes();
            for (int i = 0; i < count; i++) {
                for (int b = 0; b < type.size; b++) {
                    expected[place.at(i, b, bigEndian)] = value[b];
                }
            }

            ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
            type.fill(place.segment, bigEndian, place.offset, place.stride, count, buffer);

            assertThat(place.bytes()).isEqualTo(expected);
        }
    }

    /** More elements than one block of the loop has. */
    @Property(tries = 1)
    void fillsManyElements() {
        try (Arena arena = Arena.ofConfined()) {
            int count = (1 << 20) + 17;
            for (int stride : new int[] {2, 3}) {
                MemorySegment segment = arena.allocate((long) count * stride + 1);
                Runs.fill(segment, false, 0, stride, count, (short) 0x0101);

                byte[] bytes = segment.toArray(JAVA_BYTE);
                int sum = 0;
                for (byte b : bytes) {
                    sum += b;
                }
                assertThat(sum).isEqualTo(2 * count);
                assertThat(bytes[(count - 1) * stride]).isEqualTo((byte) 1);
                assertThat(bytes[count * stride]).isEqualTo((byte) 0);
            }
        }
    }
}
