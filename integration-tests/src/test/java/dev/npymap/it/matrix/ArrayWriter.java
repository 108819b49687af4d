package dev.npymap.it.matrix;

import dev.npymap.NpyArray;
import java.util.Arrays;
import java.util.Optional;

/** Fills an array with the values of {@link Formula}, the ways to write an element taking turns. */
public final class ArrayWriter {
    private static final int WAYS = 4;

    private ArrayWriter() {}

    /**
     * Writes every leaf of an array.
     *
     * @param handles whether to try VarHandles too, which are slow to make
     */
    public static void fill(NpyArray array, boolean handles) {
        for (Leaf leaf : Leaf.of(array.dtype())) {
            fill(array, leaf, handles);
        }
    }

    private static void fill(NpyArray array, Leaf leaf, boolean handles) {
        boolean unique = leaf.isPathUnique(array.dtype());
        NpyArray view = leaf.in(array);
        ScalarAccess access = ScalarAccess.of(view);
        Optional<Handle> handle = handles && unique ? Handle.of(array, leaf) : Optional.empty();
        int rank = array.shape().rank();
        Indices.forEach(view.shape(), (index, place) -> {
            Object value = Formula.value(leaf.type(), leaf.number(), place);
            long way = place % WAYS;
            if (way == 0) {
                access.setAt(index, value);
            } else if (way == 1 && handle.isPresent()) {
                handle.get().set(index, value);
            } else if (way == 2 && unique && leaf.shape().rank() > 0) {
                String path = leaf.path(Arrays.copyOfRange(index, rank, index.length));
                if (!Leaf.isShadowed(array.dtype(), path, leaf)) {
                    ScalarAccess.of(array.field(path)).set(Arrays.copyOf(index, rank), value);
                    return;
                }
                access.set(index, value);
            } else {
                access.set(index, value);
            }
        });
    }
}
