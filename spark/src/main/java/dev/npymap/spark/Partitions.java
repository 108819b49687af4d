package dev.npymap.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;

/** Divides rows among tasks. */
final class Partitions {
    /** What it costs to open a file, in bytes that could be read meanwhile: as Spark's {@code openCostInBytes} for its own. */
    private static final long OPEN_COST = 4 << 20;

    private static final int TASKS_A_CORE = 4;

    private final long limit;

    /** No more than a small part of the limit, or files would be read one by one where it is low. */
    private final long openCost;

    private final List<InputPartition> partitions = new ArrayList<>();
    private final List<FileRows> small = new ArrayList<>();
    private double smallBytes;

    private Partitions(long limit) {
        this.limit = limit;
        this.openCost = Math.min(OPEN_COST, limit / 32);
    }

    /**
     * {@return partitions of equal shares of each file, none of more bytes than the limit but where one row is}
     *
     * <p>Files that are small are read several by one task.
     *
     * @param files the files, by their rows
     * @param rows the rows to read, of all that the files have
     * @param limit the most bytes of a file for one task
     */
    static InputPartition[] of(List<SourceFile> files, RowRange rows, long limit) {
        Partitions partitions = new Partitions(limit);
        for (SourceFile file : files) {
            RowRange part = rows.and(file.range());
            if (part.rows() > 0) {
                partitions.add(file, part.from() - file.firstRow(), part.to() - file.firstRow());
            }
        }
        partitions.flush();
        return partitions.partitions.toArray(InputPartition[]::new);
    }

    /**
     * {@return how many bytes of a file a task reads at most, that has little to do}: a task costs Spark milliseconds, in which
     * memory gives 100 MB
     *
     * @param least what it is where there are few rows for the cores that Spark counts on, or it adds and removes executors, so
     *     that nobody knows how many cores there will be
     * @param most what it is where every core has {@value #TASKS_A_CORE} tasks all the same
     */
    static long bytes(List<SourceFile> files, RowRange rows, long least, long most) {
        SparkContext context = SparkSession.active().sparkContext();
        if (context.conf().getBoolean("spark.dynamicAllocation.enabled", false)) {
            return least;
        }
        double bytes = 0;
        for (SourceFile file : files) {
            bytes += file.rowBytes() * rows.and(file.range()).rows();
        }
        return Math.clamp((long) (bytes / context.defaultParallelism() / TASKS_A_CORE), least, most);
    }

    private void add(SourceFile file, long from, long to) {
        double bytes = file.rowBytes() * (to - from);
        if (bytes + openCost <= limit / 2.0) {
            if (smallBytes + bytes + openCost > limit) {
                flush();
            }
            small.add(rows(file, from, to));
            smallBytes += bytes + openCost;
            return;
        }
        flush();
        long count = to - from;
        long shares = Math.clamp((long) Math.ceil(bytes / limit), 1, count);
        for (long n = 0; n < shares; n++) {
            partitions.add(new NpyPartition(
                    List.of(rows(file, from + border(count, n, shares), from + border(count, n + 1, shares)))));
        }
    }

    /** As numpy.array_split divides: the first shares have one row more where they are not all alike. */
    private static long border(long rows, long n, long shares) {
        return rows / shares * n + Math.min(n, rows % shares);
    }

    private static FileRows rows(SourceFile file, long from, long to) {
        return new FileRows(
                file.path().toString(),
                Mapping.content(file.header()),
                file.identity(),
                Mapping.needsWhole(file.header()),
                from,
                to,
                file.firstRow() + from);
    }

    private void flush() {
        if (!small.isEmpty()) {
            partitions.add(new NpyPartition(List.copyOf(small)));
            small.clear();
            smallBytes = 0;
        }
    }
}
