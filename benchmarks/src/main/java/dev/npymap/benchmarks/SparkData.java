package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.MapAdvice;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.record.RecordAccessor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The data that Spark reads. It is so large that the JVMs of a run share it, which the suite gives a folder for; whoever finds
 * none there makes it.
 */
final class SparkData {
    /** The column of a plain array, in Spark's words. */
    static final String VALUE = "value";

    /** A column that is one field of three. */
    static final String FIELD = "x";

    /** A row of 24 bytes, one of whose fields is read. */
    record Point(long id, double x, double y) {
        static final DType DTYPE = DType.of(Point.class);
    }

    private final Path folder;
    private final Path ownFolder;
    private final long rows;
    private final SparkProcess.Source sparks;

    SparkData(Path ownFolder, long rows, SparkProcess.Source sparks) {
        this.folder = Path.of(System.getProperty(FolderState.SHARED_FOLDER, ownFolder.toString()));
        this.ownFolder = ownFolder;
        this.rows = rows;
        this.sparks = sparks;
    }

    /** {@return a value between 0 and 1 of which snappy makes no less} Steps of the golden ratio, which repeat nothing. */
    static double value(long row) {
        return ((row * 0x9E3779B97F4A7C15L) >>> 11) * 0x1p-53;
    }

    static DoubleAccessor column(NpyArray array, String column) {
        return column.equals(VALUE) ? array.doubles() : array.doubles(column);
    }

    /** {@return a file whose column is {@link #value} of its row's number} */
    Path file(String column) throws IOException {
        Path file = folder.resolve(column + "-" + rows + ".npy");
        if (Files.notExists(file)) {
            Path unfinished = folder.resolve("unfinished.npy");
            Files.deleteIfExists(unfinished);
            DType dtype = column.equals(VALUE) ? DType.FLOAT64 : Point.DTYPE;
            Npy.allocate(
                    unfinished, dtype, Shape.of(rows), CreateOptions.defaults().unsynced());
            try (Arena arena = Arena.ofConfined()) {
                NpyArray array = Npy.map(unfinished, MapMode.READ_WRITE, Window.all(), arena);
                array.advise(MapAdvice.FILL);
                fill(array, column);
                // Or the disk is still at work when the first query runs.
                array.force();
            }
            Files.move(unfinished, file);
        }
        return file;
    }

    private static void fill(NpyArray array, String column) {
        if (column.equals(VALUE)) {
            DoubleAccessor values = array.doubles();
            for (long row = 0; row < values.size(); row++) {
                values.set(row, value(row));
            }
        } else {
            RecordAccessor<Point> points = array.records(MethodHandles.lookup(), Point.class);
            for (long row = 0; row < points.size(); row++) {
                points.set(row, new Point(row, value(row), value(-row)));
            }
        }
    }

    /** {@return a folder of the column's rows as Spark writes them, complete when it has its mark} */
    Path parquet(String column, String codec) throws IOException {
        Path parquet = folder.resolve(column + "-" + rows + "-" + codec);
        if (Files.notExists(parquet.resolve("_SUCCESS"))) {
            if (Files.exists(parquet)) {
                // By one that was ended: Spark writes to no folder that exists.
                FolderState.delete(parquet);
            }
            // By a Spark of its own: the one that is measured has then met Parquet's columns alone.
            try (WorkerProcess spark = sparks.get(ownFolder)) {
                spark.begin(
                        SparkWorker.Task.CONVERT.name(), file(column).toString(), column, parquet.toString(), codec);
                spark.await();
            }
            force(parquet);
        }
        return parquet;
    }

    private static void force(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }
}
