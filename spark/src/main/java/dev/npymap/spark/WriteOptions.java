package dev.npymap.spark;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.types.Metadata;

/**
 * What a writer is told of columns whose Spark type has no fixed size: by an option for one column, {@code width.pos.name}; else
 * by one for all, {@code width}; else by the column's metadata, as a read from {@code .npy} files leaves it.
 *
 * @param options Spark's options; their names in lower case
 */
record WriteOptions(Map<String, String> options) implements Serializable {
    /** Metadata of a column: the width of a string, in code points, or of bytes. */
    static final String WIDTH_KEY = "npy.width";

    /** Metadata of a column: the lengths of an array's dimensions. */
    static final String LENGTH_KEY = "npy.length";

    /** Metadata of a column of bytes: the letter of the dtype, if it is not {@code S}. */
    static final String BINARY_KEY = "npy.binary";

    private static final String WIDTH = "width";
    private static final String LENGTH = "length";
    private static final String BINARY = "binary";

    /** Names in any case, as Spark has them. */
    static WriteOptions of(Map<String, String> options) {
        Map<String, String> lower = new HashMap<>();
        options.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return new WriteOptions(lower);
    }

    private String find(String option, String column) {
        String own = options.get((option + "." + column).toLowerCase(Locale.ROOT));
        return own == null ? options.get(option) : own;
    }

    /** {@return the width of a string or of bytes} */
    int width(String column, String type, Metadata metadata) {
        String width = find(WIDTH, column);
        if (width != null) {
            return number(WIDTH, column, width);
        }
        if (metadata.contains(WIDTH_KEY)) {
            return number(WIDTH, column, Long.toString(metadata.getLong(WIDTH_KEY)));
        }
        throw new UnfitColumnException(
                column,
                type + " has no fixed width: give one by the option width, or width." + column + " for it alone");
    }

    /** {@return the lengths of an array's dimensions, of which there must be so many} */
    int[] lengths(String column, int rank, Metadata metadata) {
        String option = find(LENGTH, column);
        String[] texts;
        if (option != null) {
            texts = option.split(",", -1);
        } else if (metadata.contains(LENGTH_KEY)) {
            long[] dims = metadata.getLongArray(LENGTH_KEY);
            texts = new String[dims.length];
            for (int i = 0; i < dims.length; i++) {
                texts[i] = Long.toString(dims[i]);
            }
        } else {
            throw new UnfitColumnException(
                    column,
                    "an array has no fixed length: give one by the option length, or length." + column
                            + " for it alone; for arrays in arrays as in 3,2");
        }
        if (texts.length != rank) {
            throw new UnfitColumnException(
                    column,
                    "an array of " + rank + " dimensions, and " + texts.length + " lengths: "
                            + String.join(",", texts));
        }
        int[] lengths = new int[rank];
        for (int i = 0; i < rank; i++) {
            lengths[i] = number(LENGTH, column, texts[i].strip());
        }
        return lengths;
    }

    private static int number(String option, String column, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UnfitColumnException(column, "the " + option + " " + text + " is no number", e);
        }
        throw new UnfitColumnException(column, "the " + option + " " + text + " is less than 1");
    }

    /** {@return whether bytes are written as {@code V}, all of a width, and not as {@code S}, padded with NULs} */
    boolean isRaw(String column, Metadata metadata) {
        String type = find(BINARY, column);
        if (type == null && metadata.contains(BINARY_KEY)) {
            type = metadata.getString(BINARY_KEY);
        }
        if (type == null || type.equalsIgnoreCase("S")) {
            return false;
        }
        if (type.equalsIgnoreCase("V")) {
            return true;
        }
        throw new UnfitColumnException(column, "the option binary is S or V, found " + type);
    }
}
