package dev.npymap.spark;

import dev.npymap.NpyArray;
import dev.npymap.NpyShare;
import dev.npymap.access.LongAccessor;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.VoidFunction;

/**
 * Fills a share with the numbers of its rows. Not a lambda of a test of the cluster, whose class would start another one in the
 * executor.
 *
 * @param fault what happens at some row
 */
record DisturbedFill(MapFunction<Long, Long> fault) implements VoidFunction<NpyShare> {
    @Override
    public void call(NpyShare share) throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray mine = share.map(MapMode.READ_WRITE, arena);
            LongAccessor rows = mine.longs();
            for (long row = 0; row < mine.rows(); row++) {
                rows.set(row, fault.call(mine.firstRow() + row));
            }
            mine.force();
        }
    }
}
