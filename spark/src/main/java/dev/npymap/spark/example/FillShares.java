package dev.npymap.spark.example;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.NpyShare;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Tasks fill one file of a known shape in place, each its own share: no data source, no shuffle, no copy.
 *
 * <pre>spark-submit --class dev.npymap.spark.example.FillShares npymap-spark.jar FILE ROWS SHARES</pre>
 *
 * <p>It is right under these conditions:
 * <ul>
 *   <li>The task is deterministic, and writes every row of its share whatever is there: Spark runs it again after a failure.
 *   <li>Driver and executors see the file under one name, on a POSIX file system whose maps are coherent between them. On several
 *       clients of NFS the shares must be {@link NpyShare#aligned() aligned}; {@code docs/protocol.md} tells what is safe where.
 *   <li>{@code spark.speculation} is off, so that no attempt that Spark has given up writes to the file when the job has ended.
 * </ul>
 */
public final class FillShares {
    private FillShares() {}

    /**
     * Makes the file and fills it.
     *
     * @param args the file, the number of rows, the number of shares
     * @throws FileAlreadyExistsException if the file exists
     * @throws IOException if it cannot be made
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException("usage: FillShares FILE ROWS SHARES");
        }
        SparkSession spark =
                SparkSession.builder().appName("npymap: fill shares").getOrCreate();
        fill(spark, Path.of(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2]));
    }

    static void fill(SparkSession spark, Path file, long rows, int shares) throws IOException {
        if (spark.sparkContext().conf().getBoolean("spark.speculation", false)) {
            throw new IllegalStateException("spark.speculation is on: two attempts would write to one share");
        }
        DType dtype = DType.of("[('id', '<i8'), ('x', '<f8')]");
        Npy.allocate(file, dtype, Shape.of(rows), CreateOptions.defaults());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<Integer> numbers = IntStream.range(0, shares).boxed().toList();
        // A name and numbers, not paths or shares: whichever serializer Spark has, it takes those.
        String name = file.toAbsolutePath().toString();
        context.parallelize(numbers, shares).foreach(n -> fill(NpyShare.of(Path.of(name), n, shares)));
    }

    private static void fill(NpyShare share) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray mine = share.map(MapMode.READ_WRITE, arena);
            LongAccessor id = mine.longs("id");
            DoubleAccessor x = mine.doubles("x");
            for (long row = 0; row < mine.rows(); row++) {
                id.set(row, mine.firstRow() + row);
                x.set(row, Math.sqrt((double) (mine.firstRow() + row)));
            }
            // On the disk, before Spark is told that the task is done.
            mine.force();
        }
    }
}
