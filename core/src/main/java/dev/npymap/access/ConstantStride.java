package dev.npymap.access;

import static dev.npymap.access.Runs.BIG_DOUBLE;
import static dev.npymap.access.Runs.BIG_FLOAT;
import static dev.npymap.access.Runs.BIG_INT;
import static dev.npymap.access.Runs.BIG_LONG;
import static dev.npymap.access.Runs.BIG_SHORT;
import static dev.npymap.access.Runs.LITTLE_DOUBLE;
import static dev.npymap.access.Runs.LITTLE_FLOAT;
import static dev.npymap.access.Runs.LITTLE_INT;
import static dev.npymap.access.Runs.LITTLE_LONG;
import static dev.npymap.access.Runs.LITTLE_SHORT;
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
                target[from + i] = segment.get(BIG_SHORT, offset + i * step);
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(LITTLE_SHORT, offset + i * step);
            }
        }
    }

    @Override
    public void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, short[] source, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(BIG_SHORT, offset + i * step, source[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(LITTLE_SHORT, offset + i * step, source[from + i]);
            }
        }
    }

    @Override
    public void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, int[] target, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(BIG_INT, offset + i * step);
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(LITTLE_INT, offset + i * step);
            }
        }
    }

    @Override
    public void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, int[] source, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(BIG_INT, offset + i * step, source[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(LITTLE_INT, offset + i * step, source[from + i]);
            }
        }
    }

    @Override
    public void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, long[] target, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(BIG_LONG, offset + i * step);
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(LITTLE_LONG, offset + i * step);
            }
        }
    }

    @Override
    public void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, long[] source, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(BIG_LONG, offset + i * step, source[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(LITTLE_LONG, offset + i * step, source[from + i]);
            }
        }
    }

    @Override
    public void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, float[] target, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(BIG_FLOAT, offset + i * step);
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(LITTLE_FLOAT, offset + i * step);
            }
        }
    }

    @Override
    public void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, float[] source, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(BIG_FLOAT, offset + i * step, source[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(LITTLE_FLOAT, offset + i * step, source[from + i]);
            }
        }
    }

    @Override
    public void gather(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, double[] target, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(BIG_DOUBLE, offset + i * step);
            }
        } else {
            for (int i = 0; i < count; i++) {
                target[from + i] = segment.get(LITTLE_DOUBLE, offset + i * step);
            }
        }
    }

    @Override
    public void scatter(
            MemorySegment segment, boolean bigEndian, long offset, long stride, int count, double[] source, int from) {
        long step = step(stride);
        if (bigEndian) {
            for (int i = 0; i < count; i++) {
                segment.set(BIG_DOUBLE, offset + i * step, source[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                segment.set(LITTLE_DOUBLE, offset + i * step, source[from + i]);
            }
        }
    }
}
