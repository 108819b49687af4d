package dev.npymap.benchmarks;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Npz;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The arrays that are measured: npymap's benchmarks and NumPy work on files made here. */
final class Samples {
    /** Few enough for all of it to stay in a core's own cache: past that, a struct of n bytes reads n / 8 times the memory. */
    static final int ROWS = 10_000;

    static final double VALUE = 0.5;

    /** Packed, 36 bytes: half of the values are unaligned. */
    static final StructType STRUCT = DType.struct()
            .field("id", DType.INT64)
            .field("x", DType.FLOAT64)
            .field("y", DType.FLOAT64)
            .field("z", DType.FLOAT64)
            .field("flag", DType.INT32)
            .build();

    static final int STRUCT_BYTES = 36;
    static final int ID = 0;
    static final int X = 8;
    static final int Y = 16;
    static final int Z = 24;
    static final int FLAG = 32;

    static final int WIDE_FIELDS = 16;

    /** Bytes from field to field of {@link #wide}. */
    static final int WIDE_STEP = 8;

    /** Packed, 132 bytes: 16 fields f0 to f15, and an {@code i4}. */
    static final int WIDE_BYTES = WIDE_FIELDS * WIDE_STEP + Integer.BYTES;

    static final DType SWAPPED = DType.FLOAT64.withOrder(ByteOrder.BIG_ENDIAN);

    private static final int DIGITS = 15;
    private static final long POWER = 1_000_000_000_000_000L;

    private Samples() {}

    /** Rows whose x, y and z are {@link #VALUE}, and whose id and flag are their number. */
    static NpyArray struct(Path folder, long rows) throws IOException {
        NpyArray array = Npy.create(folder.resolve("struct_" + rows + ".npy"), STRUCT, Shape.of(rows));
        for (String name : new String[] {"x", "y", "z"}) {
            set(array.doubles(name));
        }
        var id = array.longs("id");
        var flag = array.ints("flag");
        for (long i = 0; i < rows; i++) {
            id.set(i, i);
            flag.set(i, (int) i);
        }
        return array;
    }

    static StructType wideType() {
        StructType.Builder builder = DType.struct();
        for (int f = 0; f < WIDE_FIELDS; f++) {
            builder.field("f" + f, DType.FLOAT64);
        }
        return builder.field("flag", DType.INT32).build();
    }

    static NpyArray wide(Path folder) throws IOException {
        NpyArray array = Npy.create(folder.resolve("wide.npy"), wideType(), Shape.of(ROWS));
        for (int f = 0; f < WIDE_FIELDS; f++) {
            set(array.doubles("f" + f));
        }
        return array;
    }

    /** Elements that are all {@link #VALUE}. */
    static NpyArray dense(Path folder, long count) throws IOException {
        return dense(denseFile(folder, count), DType.FLOAT64, count);
    }

    static Path denseFile(Path folder, long count) {
        return folder.resolve("dense_" + count + ".npy");
    }

    /** The same, big-endian. */
    static NpyArray swapped(Path folder, long count) throws IOException {
        return dense(folder.resolve("swapped_" + count + ".npy"), SWAPPED, count);
    }

    private static NpyArray dense(Path file, DType dtype, long count) throws IOException {
        NpyArray array = Npy.create(file, dtype, Shape.of(count));
        set(array.doubles());
        return array;
    }

    private static void set(DoubleAccessor doubles) {
        for (long i = 0; i < doubles.size(); i++) {
            doubles.set(i, VALUE);
        }
    }

    /** The number of {@code f8} elements of so many KiB. */
    static int elements(long kibibytes) {
        return Math.toIntExact(kibibytes * 1024 / Double.BYTES);
    }

    /** The number of bytes in so many MB. */
    static long bytes(int megabytes) {
        return megabytes * 1_000_000L;
    }

    static final int MEMBERS = 1_000;

    /** The name of the only large array of an {@link #archive}. */
    static final String MEMBER = "x";

    /** Stored arrays of one element each, and among them one of so many MB, whose elements are {@link #VALUE}. */
    static Path archive(Path folder, int megabytes) throws IOException {
        Path file = folder.resolve("archive_" + megabytes + ".npz");
        double[] large = new double[Math.toIntExact(bytes(megabytes) / Double.BYTES)];
        Arrays.fill(large, VALUE);
        Npz.write(file, out -> {
            for (int i = 0; i < MEMBERS; i++) {
                if (i == MEMBERS / 2) {
                    out.add(MEMBER, large);
                } else {
                    out.add("scalar" + i, new double[] {i});
                }
            }
        });
        return file;
    }

    /** What {@link #csv} holds. */
    static final StructType CSV = DType.struct()
            .field("id", DType.INT64)
            .field("x", DType.FLOAT64)
            .field("y", DType.FLOAT64)
            .field("z", DType.FLOAT64)
            .build();

    /** The id of a CSV file's first line: one of nine digits, as are all that follow. */
    static final int FIRST_ID = 100_000_000;

    /** Lines of 64 bytes: an id, and three numbers from 0 to 1 with fifteen digits. */
    static Path csv(Path folder, int lines) throws IOException {
        Path file = folder.resolve("lines_" + lines + ".csv");
        SplittableRandom random = new SplittableRandom(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < lines; i++) {
                out.append(Integer.toString(FIRST_ID + i));
                for (int column = 0; column < 3; column++) {
                    // From 10^15 on: the leading 1 gives way to the point.
                    out.append(",0.").append(Long.toString(random.nextLong(POWER, 2 * POWER)), 1, DIGITS + 1);
                }
                out.append('\n');
            }
        }
        return file;
    }

    static final long GIBIBYTES_8 = 8L << 30;
    static final long WINDOW_ROWS = 512;

    /** A sparse file of {@code i8}, a little longer than 8 GiB. */
    static Path longFile(Path folder) throws IOException {
        Path file = folder.resolve("long.npy");
        Shape shape = Shape.of(GIBIBYTES_8 / Long.BYTES + WINDOW_ROWS);
        Npy.allocate(file, DType.INT64, shape, CreateOptions.defaults().sparse());
        return file;
    }
}
