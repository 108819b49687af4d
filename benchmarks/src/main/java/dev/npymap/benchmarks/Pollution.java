package dev.npymap.benchmarks;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/** The other arrays of a program, which fill the profiles of the accessors with other dtypes, strides and byte orders. */
final class Pollution {
    private static final int ROWS = 10_000;
    private static final int ROUNDS = 200;

    static final String CLEAN = "clean";
    static final String POLLUTED = "polluted";

    private Pollution() {}

    static void pollute(String profile, Path folder) throws IOException {
        switch (profile) {
            case CLEAN -> {}
            case POLLUTED -> meetOtherTypes(folder);
            default -> throw new IllegalArgumentException("profile '" + profile + "', expected clean or polluted");
        }
    }

    /** Reads and writes arrays of five other dtypes through the same accessor classes, both byte orders among them. */
    private static void meetOtherTypes(Path folder) throws IOException {
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
}
