package dev.npymap.spark;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Nested structs, and complex numbers as their two parts. */
final class StructVector extends NpyVector {
    private final NpyVector[] children;

    /** @param children the fields that are asked for, each as far apart as the structs are */
    StructVector(DataType type, Place place, NpyVector... children) {
        super(type, place);
        this.children = children;
    }

    @Override
    NpyVector moved(long bytes, long count) {
        NpyVector[] moved = new NpyVector[children.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = children[i].moved(bytes, count);
        }
        return new StructVector(type, place(bytes, count), moved);
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        return children[ordinal];
    }
}
