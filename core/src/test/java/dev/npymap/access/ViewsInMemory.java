package dev.npymap.access;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Views that lie in memory in any way: axes in any order and direction, with gaps, over random bytes. */
final class ViewsInMemory {
    private ViewsInMemory() {}

    /** {@return a view of some shape, of {@code size} elements or somewhat fewer} */
    static Strided place(Arena arena, DType dtype, int size, Random random) {
        long[] lengths = lengths(size, random);
        List<Integer> slowestLast =
                new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
        Collections.shuffle(slowestLast, random);
        boolean gaps = random.nextBoolean();
        boolean backwards = random.nextBoolean();
        long[] strides = new long[lengths.length];
        long base = random.nextInt(3);
        long reach = dtype.itemSize();
        for (int axis : slowestLast) {
            long stride = reach + (gaps && random.nextBoolean() ? random.nextInt(10) : 0);
            reach = stride * lengths[axis];
            boolean back = backwards && random.nextBoolean();
            strides[axis] = back ? -stride : stride;
            base += back ? stride * (lengths[axis] - 1) : 0;
        }
        MemorySegment segment = arena.allocate(reach + 3, 1);
        for (long i = 0; i < segment.byteSize(); i++) {
            segment.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
        }
        return new Strided(segment, dtype, base, Shape.of(lengths), strides);
    }

    private static long[] lengths(int size, Random random) {
        long[] lengths = new long[random.nextInt(size == 1 ? 0 : 1, 5)];
        int left = size;
        for (int axis = 0; axis < lengths.length; axis++) {
            int most = Math.max(1, left);
            boolean last = axis == lengths.length - 1;
            lengths[axis] = last ? most : Math.min(most, random.nextInt(1, random.nextBoolean() ? 4 : most + 1));
            left /= (int) lengths[axis];
        }
        return lengths;
    }

    /** {@return the index of every element, in the order of their addresses} */
    static List<long[]> indicesInMemoryOrder(Strided view) {
        List<long[]> indices = new ArrayList<>();
        long[] index = new long[view.rank()];
        for (long i = 0; i < view.size(); i++) {
            indices.add(index.clone());
            for (int axis = index.length - 1; axis >= 0 && ++index[axis] == view.length(axis); axis--) {
                index[axis] = 0;
            }
        }
        long[] strides = view.strides();
        indices.sort(Comparator.comparingLong(place -> {
            long offset = 0;
            for (int axis = 0; axis < place.length; axis++) {
                offset += place[axis] * strides[axis];
            }
            return offset;
        }));
        return indices;
    }
}
