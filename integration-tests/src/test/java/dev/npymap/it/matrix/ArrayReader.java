package dev.npymap.it.matrix;

import dev.npymap.NpyArray;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.it.matrix.Formula.Complex;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads an array in every way that npymap has, and compares it with {@link Formula}. */
public final class ArrayReader {
    private final NpyArray array;
    private final Mismatches mismatches;

    private ArrayReader(NpyArray array, Mismatches mismatches) {
        this.array = array;
        this.mismatches = mismatches;
    }

    /**
     * Reads every leaf of an array.
     *
     * @param handles whether to try VarHandles too, which are slow to make
     */
    public static void read(NpyArray array, boolean handles, Mismatches mismatches) {
        ArrayReader reader = new ArrayReader(array, mismatches);
        for (Leaf leaf : Leaf.of(array.dtype())) {
            reader.read(leaf, handles);
        }
    }

    private void read(Leaf leaf, boolean handles) {
        NpyArray view = leaf.in(array);
        Shape shape = array.shape().append(leaf.shape());
        mismatches.check(name(leaf, "shape"), view.shape(), shape);
        Object[] expected = new Object[(int) shape.size()];
        Arrays.setAll(expected, place -> Formula.value(leaf.type(), leaf.number(), place));
        ScalarAccess access = ScalarAccess.of(view);
        Indices.forEach(shape, (index, place) -> {
            mismatches.check(name(leaf, "get", index), access.get(index), expected[(int) place]);
            mismatches.check(name(leaf, "get(long...)", index), access.getAt(index), expected[(int) place]);
        });
        access.toArray().ifPresent(all -> mismatches.check(name(leaf, "toArray"), boxed(all), flat(expected)));
        if (leaf.type().kind() == ScalarType.Kind.UINT) {
            unsigned(leaf, view, expected);
        }
        if (leaf.isPathUnique(array.dtype())) {
            paths(leaf, expected);
            if (handles) {
                handles(leaf, shape, expected);
            }
        }
    }

    private static String name(Leaf leaf, String how, long... index) {
        return "'" + leaf.path() + "' " + how + (index.length == 0 ? "" : " " + Arrays.toString(index));
    }

    private static List<Object> boxed(Object javaArray) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < Array.getLength(javaArray); i++) {
            values.add(Array.get(javaArray, i));
        }
        return values;
    }

    /** A complex fills two places of a Java array. */
    private static List<Object> flat(Object[] values) {
        List<Object> flat = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof Complex(double re, double im)) {
                flat.add(re);
                flat.add(im);
            } else {
                flat.add(value);
            }
        }
        return flat;
    }

    /** The whole path at once, and to single items of sub-arrays. */
    private void paths(Leaf leaf, Object[] expected) {
        int items = (int) leaf.shape().size();
        Indices.forEach(leaf.shape(), (item, place) -> {
            String path = leaf.path(item);
            if (!Leaf.isShadowed(array.dtype(), path, leaf)) {
                ScalarAccess access = ScalarAccess.of(leaf.isField() ? array.field(path) : array);
                Indices.forEach(
                        array.shape(),
                        (index, element) -> mismatches.check(
                                name(leaf, path, index), access.get(index), expected[(int) (element * items + place)]));
            }
        });
    }

    private void handles(Leaf leaf, Shape shape, Object[] expected) {
        Handle.of(array, leaf)
                .ifPresent(handle -> Indices.forEach(
                        shape,
                        (index, place) -> mismatches.check(
                                name(leaf, "varHandle", index), handle.get(index), expected[(int) place])));
    }

    private void unsigned(Leaf leaf, NpyArray view, Object[] expected) {
        Indices.forEach(view.shape(), (index, place) -> {
            long wanted = ((Number) expected[(int) place]).longValue()
                    & (-1L >>> (Long.SIZE - leaf.type().itemSize() * Byte.SIZE));
            long found = switch (leaf.type().itemSize()) {
                case 1 -> view.bytes().getUnsigned(index);
                case 2 -> view.shorts().getUnsigned(index);
                case 4 -> view.ints().getUnsigned(index);
                default -> wanted; // no primitive type holds it
            };
            mismatches.check(name(leaf, "getUnsigned", index), found, wanted);
        });
    }
}
