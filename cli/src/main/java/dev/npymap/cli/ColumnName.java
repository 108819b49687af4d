package dev.npymap.cli;

import java.util.List;

/** Names the columns of a CSV file as {@link dev.npymap.dtype.FieldPath} does: {@code pos.x}, {@code m[2,1]}. */
final class ColumnName {
    /** The name of an element that has no parts. */
    static final String PLAIN = "value";

    private ColumnName() {}

    /** A path that was given may have an index already: {@code m[2]} has the items {@code m[2,0]}, {@code m[2,1]}. */
    static String indexed(String path, List<Long> index) {
        String inner = index.toString().replace(" ", "");
        return path.endsWith("]") ? path.substring(0, path.length() - 1) + "," + inner.substring(1) : path + inner;
    }

    static String dotted(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
