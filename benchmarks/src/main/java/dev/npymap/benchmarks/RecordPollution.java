package dev.npymap.benchmarks;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.record.RecordAccessor;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The other record types of a program: five, bound and scanned before, in both byte orders. */
final class RecordPollution {
    private static final int ROWS = 10_000;
    private static final int ROUNDS = 100;

    private RecordPollution() {}

    private record One(double x) {}

    private record Two(int a, double x) {}

    private record Three(long a, float b, double x) {}

    private record Inner(double x, double y) {}

    private record Outer(short kind, Inner inner) {}

    private record Mixed(boolean flag, double x, Inner inner, long count) {}

    static void pollute(String profile, Path folder) throws IOException {
        Pollution.pollute(profile, folder);
        if (profile.equals(Pollution.CLEAN)) {
            return;
        }
        meet(folder, "[('x', '>f8')]", One.class, r -> new One(r.x() + 1));
        meet(folder, "[('a', '<i4'), ('x', '<f8')]", Two.class, r -> new Two(r.a() + 1, r.x()));
        meet(
                folder,
                "[('a', '>i8'), ('b', '<f4'), ('x', '<f8')]",
                Three.class,
                r -> new Three(r.a(), r.b(), r.x() + 1));
        String inner = "('inner', [('x', '<f8'), ('y', '>f8')])";
        meet(folder, "[('kind', '<i2'), " + inner + "]", Outer.class, r -> new Outer(r.kind(), r.inner()));
        meet(
                folder,
                "[('flag', '?'), ('x', '<f8'), " + inner + ", ('count', '<i8')]",
                Mixed.class,
                r -> new Mixed(!r.flag(), r.x(), r.inner(), r.count() + 1));
    }

    private static <T extends Record> void meet(Path folder, String dtype, Class<T> type, UnaryOperator<T> change)
            throws IOException {
        NpyArray array = Npy.create(folder.resolve(type.getSimpleName() + ".npy"), DType.of(dtype), Shape.of(ROWS));
        RecordAccessor<T> records = array.records(MethodHandles.lookup(), type);
        for (int round = 0; round < ROUNDS; round++) {
            for (long i = 0; i < records.size(); i++) {
                records.set(i, change.apply(records.get(i)));
            }
        }
    }
}
