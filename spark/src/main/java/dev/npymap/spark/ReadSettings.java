package dev.npymap.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** What the options of a {@code load} say. Names and words are Spark's own where it has them. */
final class ReadSettings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final double LONGER = 16;

    /** No more than a slow disk reads in half a minute, should the task have to be done again. */
    private static final long LONGEST = 2L << 30;

    private final CaseInsensitiveStringMap options;

    ReadSettings(CaseInsensitiveStringMap options) {
        this.options = options;
    }

    /** {@return the paths: Spark hands one over as it is, several as a JSON array} */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        if (options.containsKey("paths")) {
            try {
                paths.addAll(List.of(JSON.readValue(options.get("paths"), String[].class)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        "option paths: no JSON array of strings: " + options.get("paths"), e);
            }
        }
        if (options.containsKey("path")) {
            paths.add(options.get("path"));
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("no path: load(...) needs one, of a file, a folder or a pattern");
        }
        return paths;
    }

    /** {@return how much of a file one task reads at most, in bytes; rows are not divided} */
    long partitionBytes() {
        String given = options.get("partitionBytes");
        return given == null ? SQLConf.get().filesMaxPartitionBytes() : size(given);
    }

    /** {@return the same for a task that does little with what it reads, if that leaves enough tasks}; what the option says is kept to */
    long longPartitionBytes() {
        long bytes = partitionBytes();
        return options.containsKey("partitionBytes")
                ? bytes
                : Math.max(bytes, (long) Math.min(LONGER * bytes, LONGEST));
    }

    private static long size(String given) {
        long bytes;
        try {
            bytes = JavaUtils.byteStringAsBytes(given);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("option partitionBytes: expected a size as 64m, found " + given, e);
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("option partitionBytes: expected 1 or more, found " + given);
        }
        return bytes;
    }

    /** {@return whether the row number is a column like others} */
    boolean rowNumbers() {
        return options.getBoolean("rowNumbers", false);
    }

    /**
     * {@return what a {@code datetime64} with a time of day is}; NumPy's knows no time zone, so without one it is the same date
     * and time in both. Spark's with time zone is shown in the session's, its count being that of UTC.
     */
    DataType timestamp() {
        String given = options.getOrDefault("timestampType", "TIMESTAMP_NTZ");
        return switch (given.toUpperCase(Locale.ROOT)) {
            case "TIMESTAMP_NTZ" -> DataTypes.TimestampNTZType;
            case "TIMESTAMP_LTZ" -> DataTypes.TimestampType;
            default ->
                throw new IllegalArgumentException(
                        "option timestampType: expected TIMESTAMP_NTZ or TIMESTAMP_LTZ, found " + given);
        };
    }
}
