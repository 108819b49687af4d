package dev.npymap.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The words for people, Markdown where it is code. */
final class Label {
    /** Who did it, in the order of the rows. */
    static final Map<String, String> WHO = ordered(
            "heapArray", "`double[]`",
            "atomicLong", "`AtomicLong`",
            "segmentCopy", "`MemorySegment.copy`",
            "segmentFill", "`MemorySegment.fill`",
            "byteArray", "`CRC32` of a `byte[]`",
            "loop", "one thread, a loop over `Npy.map`",
            "bareSegment", "`MemorySegment.asSlice`",
            "bareChannel", "bare `FileChannel`",
            "bareLock", "bare `FileChannel.tryLock` and `release`",
            "bareForce", "bare `MemorySegment.force` of a written page",
            "channel", "`FileChannel.write` and `force`, one process",
            "byteBuffer", "`MappedByteBuffer`",
            "constantVarHandle", "`static final` VarHandle",
            "instanceVarHandle", "instance VarHandle",
            "constantStride", "constant strides, by hand",
            "jetbrainsNpy", "`org.jetbrains.bio:npy`",
            "zipFile", "`java.util.zip.ZipFile`, a stream",
            "window", "`Npy.map` of an empty window",
            "windows", "`Npy.map` of each share, no ledger",
            "npymap", "**npymap**",
            "unsynced", "**npymap**, unsynced",
            "synced", "**npymap**, synced",
            "oneProcess", "**npymap**, one process",
            "twoProcesses", "**npymap**, two processes",
            "twoProcessesOfTwoThreads", "**npymap**, two processes of two threads",
            "bareRdd", "Spark's RDD of `NpyShare`s, no data source",
            "parquetPlain", "Spark's Parquet, uncompressed",
            "parquetSnappy", "Spark's Parquet, snappy",
            "sparse", "**npymap**, sparse file",
            "reserved", "**npymap**, reserved file",
            "advised", "**npymap**, reserved file, `MapAdvice.FILL`",
            "accessor", "**npymap** accessor",
            "record", "**npymap** record",
            "parallel", "**npymap**, parallel",
            "accessorBulk", "**npymap** accessor, one call",
            "numpy", "NumPy",
            "numpyInto", "NumPy `copyto`, an array at hand",
            "numpyTake", "NumPy, all by one array of indices",
            "numpySave", "NumPy, `np.save` of a million rows and these");

    private Label() {}

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    static String who(Measurement measurement) {
        String who = who(measurement.who());
        return measurement.polluted() ? who + ", polluted" : who;
    }

    static String who(String who) {
        return WHO.getOrDefault(who, who);
    }

    /** The same without Markdown. */
    static String plain(String markdown) {
        return markdown.replaceAll("[`*]", "");
    }

    static String parameters(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(p -> parameter(p.getKey(), p.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String parameter(String name, String value) {
        return switch (name) {
            case Measurement.KIBIBYTES -> bytes(Long.parseLong(value) << 10);
            case Measurement.MEGABYTES, "member" -> value + " MB";
            case Measurement.BATCH -> String.format(Locale.ROOT, "%,d rows", Long.parseLong(value));
            case Measurement.MILLIONS -> value + " million rows";
            case "offset" -> "at " + bytes(Long.parseLong(value));
            case "rows", "shares" -> String.format(Locale.ROOT, "%,d %s", Long.parseLong(value), name);
            default -> name + " " + value;
        };
    }

    private static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB"};
        int unit = 0;
        long value = bytes;
        while (unit < units.length - 1 && value >= 1024 && value % 1024 == 0) {
            value /= 1024;
            unit++;
        }
        return value + " " + units[unit];
    }

    /** Three significant digits, or all of those before the point. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        double size = Math.abs(value);
        int digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
