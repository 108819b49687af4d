package dev.npymap.it.matrix;

import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import java.util.ArrayList;
import java.util.List;

/**
 * A scalar part of an element.
 *
 * @param number its place among the leaves, counted depth first
 * @param path its field path; empty for an element that is a scalar itself
 * @param isField whether {@code path} leads to it
 * @param type what it is
 * @param shape the dimensions of the sub-arrays on the way
 * @param steps the path step by step
 */
public record Leaf(int number, String path, boolean isField, ScalarType type, Shape shape, List<Step> steps) {
    /**
     * A step of a path.
     *
     * @param name the field's
     * @param shape its sub-array's dimensions, rank 0 if it is none
     */
    public record Step(String name, Shape shape) {}

    /** {@return the leaves of a dtype, depth first} */
    public static List<Leaf> of(DType dtype) {
        List<Leaf> leaves = new ArrayList<>();
        collect(leaves, dtype, List.of());
        return leaves;
    }

    private static void collect(List<Leaf> leaves, DType dtype, List<Step> steps) {
        switch (dtype) {
            case ScalarType scalar -> leaves.add(leaf(leaves.size(), scalar, steps));
            case StructType struct -> {
                for (StructType.Field field : struct.fields()) {
                    Shape shape = field.dtype() instanceof SubarrayType subarray ? subarray.shape() : Shape.SCALAR;
                    DType inner = field.dtype() instanceof SubarrayType subarray ? subarray.base() : field.dtype();
                    List<Step> longer = new ArrayList<>(steps);
                    longer.add(new Step(field.name(), shape));
                    collect(leaves, inner, longer);
                }
            }
            case SubarrayType _ -> throw new IllegalArgumentException("a sub-array of sub-arrays: " + dtype);
        }
    }

    private static Leaf leaf(int number, ScalarType type, List<Step> steps) {
        Shape shape = Shape.SCALAR;
        List<String> names = new ArrayList<>();
        for (Step step : steps) {
            shape = shape.append(step.shape());
            names.add(step.name());
        }
        return new Leaf(number, String.join(".", names), !steps.isEmpty(), type, shape, List.copyOf(steps));
    }

    /** {@return this leaf of every element of an array}, found step by step, so that no name is taken for a path. */
    public NpyArray in(NpyArray array) {
        NpyArray view = array;
        for (Step step : steps) {
            view = view.field(step.name());
        }
        return view;
    }

    /** {@return whether the path leads here}, and not to a field whose name looks like it. */
    public boolean isPathUnique(DType dtype) {
        return !isShadowed(dtype, path, this);
    }

    /** {@return whether a path to this leaf is another field's name} */
    static boolean isShadowed(DType dtype, String path, Leaf leaf) {
        return dtype instanceof StructType struct
                && struct.field(path).isPresent()
                && !(leaf.steps().size() == 1 && leaf.steps().getFirst().name().equals(path));
    }

    /**
     * {@return the path that leads to one item of every sub-array on the way}
     *
     * @param item the indices, as many as {@link #shape} has dimensions
     */
    public String path(long[] item) {
        StringBuilder out = new StringBuilder();
        int next = 0;
        for (Step step : steps) {
            out.append(out.isEmpty() ? "" : ".").append(step.name());
            for (int axis = 0; axis < step.shape().rank(); axis++) {
                out.append(axis == 0 ? "[" : ",").append(item[next++]);
            }
            out.append(step.shape().rank() > 0 ? "]" : "");
        }
        return out.toString();
    }
}
