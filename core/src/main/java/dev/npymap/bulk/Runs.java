package dev.npymap.bulk;

import static dev.npymap.bulk.Layouts.DOUBLE_BIG;
import static dev.npymap.bulk.Layouts.DOUBLE_LITTLE;
import static dev.npymap.bulk.Layouts.FLOAT_BIG;
import static dev.npymap.bulk.Layouts.FLOAT_LITTLE;
import static dev.npymap.bulk.Layouts.INT_BIG;
import static dev.npymap.bulk.Layouts.INT_LITTLE;
import static dev.npymap.bulk.Layouts.LONG_BIG;
import static dev.npymap.bulk.Layouts.LONG_LITTLE;
import static dev.npymap.bulk.Layouts.SHORT_BIG;
import static dev.npymap.bulk.Layouts.SHORT_LITTLE;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/**
 * Moves runs of elements between a segment and an array. A run is {@code count} elements, the first at {@code offset} bytes
 * from the segment's beginning, each {@code stride} bytes behind the one before it; a stride may be negative or 0.
 *
 * <p>Every method has one loop for each case, with a layout that is a constant, and nothing else: C2 vectorises those over
 * dense runs, and swaps bytes in them faster than the JDK's own swapping copy does. An offset is a {@code long} from the
 * start, since an {@code int} that may overflow stops the vectoriser. The arguments must be right; only the JDK checks
 * them, and by then a part may be written.
 *
 * <p>A segment must not be one of a heap array: the JDK's access methods are shared by all callers, and would no longer be
 * compiled for mapped memory alone.
 */
public final class Runs {
    /** How many elements an inner loop of {@code fill} writes: an {@code int}, which C2 counts loops best in. */
    private static final int BLOCK = 1 << 20;

    private Runs() {}

    public static void gather(MemorySegment segment, long offset, long stride, int count, byte[] target, int from) {
        if (stride == Byte.BYTES) {
            MemorySegment.copy(segment, JAVA_BYTE, offset, target, from, count);
        } else {
            StrideLoops.of(stride, count).gather(segment, offset, stride, count, target, from);
        }
    }

    public static void scatter(MemorySegment segment, long offset, long stride, int count, byte[] source, int from) {
        if (stride == Byte.BYTES) {
            MemorySegment.copy(source, from, segment, JAVA_BYTE, offset, count);
        } else {
            StrideLoops.of(stride, count).scatter(segment, offset, stride, count, source, from);
        }
    }

    public static void fill(MemorySegment segment, long offset, long stride, long count, byte value) {
        if (stride == Byte.BYTES) {
            segment.asSlice(offset, count).fill(value);
            return;
        }
        for (long left = count; left > 0; left -= BLOCK) {
            int block = (int) Math.min(left, BLOCK);
            for (int i = 0; i < block; i++, offset += stride) {
                segment.set(JAVA_BYTE, offset, value);
            }
        }
    }

    public static void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, short[] target, int from) {
        boolean dense = stride == Short.BYTES;
        if (dense && bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(SHORT_BIG, offset + i * (long) Short.BYTES);
            }
        } else if (dense) {
            MemorySegment.copy(segment, SHORT_LITTLE, offset, target, from, count);
        } else {
            StrideLoops.of(stride, count).gather(segment, bigEndian, offset, stride, count, target, from);
        }
    }

    public static void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, short[] source, int from) {
        boolean dense = stride == Short.BYTES;
        if (dense && bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(SHORT_BIG, offset + i * (long) Short.BYTES, source[from + i]);
            }
        } else if (dense) {
            MemorySegment.copy(source, from, segment, SHORT_LITTLE, offset, count);
        } else {
            StrideLoops.of(stride, count).scatter(segment, bigEndian, offset, stride, count, source, from);
        }
    }

    public static void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, int[] target, int from) {
        boolean dense = stride == Integer.BYTES;
        if (dense && bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(INT_BIG, offset + i * (long) Integer.BYTES);
            }
        } else if (dense) {
            MemorySegment.copy(segment, INT_LITTLE, offset, target, from, count);
        } else {
            StrideLoops.of(stride, count).gather(segment, bigEndian, offset, stride, count, target, from);
        }
    }

    public static void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, int[] source, int from) {
        boolean dense = stride == Integer.BYTES;
        if (dense && bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(INT_BIG, offset + i * (long) Integer.BYTES, source[from + i]);
            }
        } else if (dense) {
            MemorySegment.copy(source, from, segment, INT_LITTLE, offset, count);
        } else {
            StrideLoops.of(stride, count).scatter(segment, bigEndian, offset, stride, count, source, from);
        }
    }

    public static void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, long[] target, int from) {
        boolean dense = stride == Long.BYTES;
        if (dense && bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(LONG_BIG, offset + i * (long) Long.BYTES);
            }
        } else if (dense) {
            MemorySegment.copy(segment, LONG_LITTLE, offset, target, from, count);
        } else {
            StrideLoops.of(stride, count).gather(segment, bigEndian, offset, stride, count, target, from);
        }
    }

    public static void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, long[] source, int from) {
        boolean dense = stride == Long.BYTES;
        if (dense && bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(LONG_BIG, offset + i * (long) Long.BYTES, source[from + i]);
            }
        } else if (dense) {
            MemorySegment.copy(source, from, segment, LONG_LITTLE, offset, count);
        } else {
            StrideLoops.of(stride, count).scatter(segment, bigEndian, offset, stride, count, source, from);
        }
    }

    public static void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, float[] target, int from) {
        boolean dense = stride == Float.BYTES;
        if (dense && bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(FLOAT_BIG, offset + i * (long) Float.BYTES);
            }
        } else if (dense) {
            MemorySegment.copy(segment, FLOAT_LITTLE, offset, target, from, count);
        } else {
            StrideLoops.of(stride, count).gather(segment, bigEndian, offset, stride, count, target, from);
        }
    }

    public static void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, float[] source, int from) {
        boolean dense = stride == Float.BYTES;
        if (dense && bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(FLOAT_BIG, offset + i * (long) Float.BYTES, source[from + i]);
            }
        } else if (dense) {
            MemorySegment.copy(source, from, segment, FLOAT_LITTLE, offset, count);
        } else {
            StrideLoops.of(stride, count).scatter(segment, bigEndian, offset, stride, count, source, from);
        }
    }

    public static void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, double[] target, int from) {
        boolean dense = stride == Double.BYTES;
        if (dense && bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(DOUBLE_BIG, offset + i * (long) Double.BYTES);
            }
        } else if (dense) {
            MemorySegment.copy(segment, DOUBLE_LITTLE, offset, target, from, count);
        } else {
            StrideLoops.of(stride, count).gather(segment, bigEndian, offset, stride, count, target, from);
        }
    }

    public static void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, double[] source, int from) {
        boolean dense = stride == Double.BYTES;
        if (dense && bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(DOUBLE_BIG, offset + i * (long) Double.BYTES, source[from + i]);
            }
        } else if (dense) {
            MemorySegment.copy(source, from, segment, DOUBLE_LITTLE, offset, count);
        } else {
            StrideLoops.of(stride, count).scatter(segment, bigEndian, offset, stride, count, source, from);
        }
    }

    public static void fill(
            MemorySegment segment, boolean bigEndian, long offset, long stride, long count, short value) {
        short bits = bigEndian ? Short.reverseBytes(value) : value;
        for (long left = count; left > 0; left -= BLOCK) {
            int block = (int) Math.min(left, BLOCK);
            if (stride == Short.BYTES) {
                for (int i = 0; i < block; i++) {
                    segment.set(SHORT_LITTLE, offset + i * (long) Short.BYTES, bits);
                }
                offset += block * (long) Short.BYTES;
            } else {
                for (int i = 0; i < block; i++, offset += stride) {
                    segment.set(SHORT_LITTLE, offset, bits);
                }
            }
        }
    }

    public static void fill(MemorySegment segment, boolean bigEndian, long offset, long stride, long count, int value) {
        int bits = bigEndian ? Integer.reverseBytes(value) : value;
        for (long left = count; left > 0; left -= BLOCK) {
            int block = (int) Math.min(left, BLOCK);
            if (stride == Integer.BYTES) {
                for (int i = 0; i < block; i++) {
                    segment.set(INT_LITTLE, offset + i * (long) Integer.BYTES, bits);
                }
                offset += block * (long) Integer.BYTES;
            } else {
                for (int i = 0; i < block; i++, offset += stride) {
                    segment.set(INT_LITTLE, offset, bits);
                }
            }
        }
    }

    public static void fill(
            MemorySegment segment, boolean bigEndian, long offset, long stride, long count, long value) {
        long bits = bigEndian ? Long.reverseBytes(value) : value;
        for (long left = count; left > 0; left -= BLOCK) {
            int block = (int) Math.min(left, BLOCK);
            if (stride == Long.BYTES) {
                for (int i = 0; i < block; i++) {
                    segment.set(LONG_LITTLE, offset + i * (long) Long.BYTES, bits);
                }
                offset += block * (long) Long.BYTES;
            } else {
                for (int i = 0; i < block; i++, offset += stride) {
                    segment.set(LONG_LITTLE, offset, bits);
                }
            }
        }
    }

    public static void fill(
            MemorySegment segment, boolean bigEndian, long offset, long stride, long count, float value) {
        fill(segment, bigEndian, offset, stride, count, Float.floatToRawIntBits(value));
    }

    public static void fill(
            MemorySegment segment, boolean bigEndian, long offset, long stride, long count, double value) {
        fill(segment, bigEndian, offset, stride, count, Double.doubleToRawLongBits(value));
    }
}
