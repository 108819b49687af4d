package dev.npymap.benchmarks;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the benchmarks share: the other arrays of a program, and the removal of files. */
final class Pollution {
    private static final int ROWS = 10_000;
    private static final int ROUNDS = 200;

    private Pollution() {}

    /** Reads and writes arrays of five other dtypes through the same accessor classes, both byte orders among them. */
    static void meetOtherTypes(Path folder) throws IOException {
        List<DType> types = List.of(
                DType.FLOAT64.withOrder(ByteOrder.BIG_ENDIAN),
                DType.of("[('a', 'S3'), ('x', '>f8')]"),
                DType.of("[('x', '<f8'), ('y', '<i8')]"),
                DType.of("[('m', '<f8', (2, 3))]"),
                DType.INT64.withOrder(ByteOrder.BIG_ENDIAN));
        for (int t = 0; t < types.size(); t++) {
            NpyArray array = Npy.create(folder.resolve("other" + t + ".npy"), types.get(t), Shape.of(ROWS));
            for (int round = 0; round < ROUNDS; round++) {
                switch (t) {
                    case 0 -> meet(array.doubles());
                    case 1, 2 -> meet(array.doubles("x"));
                    case 3 -> meet(array.doubles("m[1,2]"));
                    default -> meet(array.longs());
                }
            }
        }
    }

    private static void meet(DoubleAccessor doubles) {
        for (long i = 0; i < doubles.size(); i++) {
            doubles.set(i, doubles.get(i) + i);
        }
    }

    private static void meet(LongAccessor longs) {
        for (long i = 0; i < longs.size(); i++) {
            longs.set(i, longs.get(i) + i);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
