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

import java.lang.constant.ConstantDescs;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Loops whose stride is a constant in a copy of this class, its class data; in the class itself it is the argument. */
final class ConstantStride implements StrideLoops {
    private static final boolean IS_COPY = classData() != null;
    private static final long STRIDE = IS_COPY ? classData() : 0;

    private static Long classData() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Long.class);
        } catch (IllegalAccessException e) {
            throw new LinkageError("a lookup of this very class", e);
        }
    }

    private static long step(long stride) {
        return IS_COPY ? STRIDE : stride;
    }

    @Override
    public void gather(MemorySegment segment, long offset, long stride, int count, byte[] target, int from) {
        long step = step(stride);
        for (int i = 0; i < count; i++) {
            target[from + i] = segment.get(JAVA_BYTE, offset + i * step);
        }
    }

    @Override
    public void scatter(MemorySegment segment, long offset, long stride, int count, byte[] source, int from) {
        long step = step(stride);
        for (int i = 0; i < count; i++) {
            segment.set(JAVA_BYTE, offset + i * step, source[from + i]);
        }
    }

    @Override
    public void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, short[] target, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(SHORT_BIG, offset + i * step);
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(SHORT_LITTLE, offset + i * step);
            }
        }
    }

    @Override
    public void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, short[] source, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(SHORT_BIG, offset + i * step, source[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(SHORT_LITTLE, offset + i * step, source[from + i]);
            }
        }
    }

    @Override
    public void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, int[] target, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(INT_BIG, offset + i * step);
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(INT_LITTLE, offset + i * step);
            }
        }
    }

    @Override
    public void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, int[] source, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(INT_BIG, offset + i * step, source[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(INT_LITTLE, offset + i * step, source[from + i]);
            }
        }
    }

    @Override
    public void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, long[] target, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(LONG_BIG, offset + i * step);
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(LONG_LITTLE, offset + i * step);
            }
        }
    }

    @Override
    public void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, long[] source, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(LONG_BIG, offset + i * step, source[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(LONG_LITTLE, offset + i * step, source[from + i]);
            }
        }
    }

    @Override
    public void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, float[] target, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(FLOAT_BIG, offset + i * step);
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(FLOAT_LITTLE, offset + i * step);
            }
        }
    }

    @Override
    public void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, float[] source, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(FLOAT_BIG, offset + i * step, source[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(FLOAT_LITTLE, offset + i * step, source[from + i]);
            }
        }
    }

    @Override
    public void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, double[] target, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(DOUBLE_BIG, offset + i * step);
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(DOUBLE_LITTLE, offset + i * step);
            }
        }
    }

    @Override
    public void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, double[] source, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(DOUBLE_BIG, offset + i * step, source[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(DOUBLE_LITTLE, offset + i * step, source[from + i]);
            }
        }
    }
}
