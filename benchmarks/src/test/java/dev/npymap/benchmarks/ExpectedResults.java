package dev.npymap.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.access.AtomicLongAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.parallel.ShareStatus;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;

/** What the body of each task must return, whoever does it. */
final class ExpectedResults {
    private static final double SUM = Samples.ROWS * Samples.VALUE;

    /** A sum depends on its order. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-6);

    private ExpectedResults() {}

    /** Fails also for a task that it does not know. */
    static void check(String question, String task, Map<String, String> parameters, Object result) throws IOException {
        switch (question + " " + task) {
            case "field-scan sum", "dense-scan sum", "field-throughput sum4Accumulators" ->
                assertThat(result).isEqualTo(SUM);
            case "field-scan sum4" -> assertThat(result).isEqualTo(4 * SUM);
            case "field-scan sum16" -> assertThat(result).isEqualTo(16 * SUM);
            case "field-throughput threeFields" -> assertThat(result).isEqualTo(3 * SUM);
            case "dense-scan fill", "dense-scan bulkFill" -> assertDense(result, Samples.ROWS);
            case "field-throughput fill" -> assertField(result, Samples.X);
            case "field-throughput fieldToField" -> assertField(result, Samples.Y);
            case "window open" -> assertThat(result).isEqualTo(Long.parseLong(parameters.get("offset")));
            case "slice rows", "slice step", "slice at", "slice axis", "slice transpose" ->
                assertThat(result).isEqualTo(sliceSeen(task));
            // The element at (1, 1) of the slice: the row's number.
            case "slice rowsRead" -> assertThat(result).isEqualTo(11.0);
            case "slice axisRead" -> assertThat(result).isEqualTo(1.0);
            case "slice stepRead" -> assertThat(result).isEqualTo(12.0);
            case "random-access read" -> assertThat(result).isEqualTo(RandomAccessBenchmark.READS * Samples.VALUE);
            case "field-copy copy", "field-copy toArray" ->
                assertDense(result, Integer.parseInt(parameters.get("rows")));
            case "bulk-copy copy", "bulk-copy swapped", "bulk-copy write", "whole-file read" ->
                assertDense(result, elements(parameters));
            case "bulk-copy swappedWrite" -> assertSwapped(result, elements(parameters));
            case "atomics get" -> assertThat(result).isEqualTo(AtomicBenchmark.VALUE);
            case "atomics set" -> assertThat(written(result)).isEqualTo(AtomicBenchmark.VALUE);
            // Everyone has a counter of their own, which nobody added to before.
            case "atomics getAndAdd" -> assertThat(result).isEqualTo(0L);
            case "atomics compareAndSet" -> assertThat(result).isEqualTo(true);
            case "records scan", "records randomGet" ->
                assertThat(result).isEqualTo(3 * SUM * rowsOf(task) / Samples.ROWS);
            case "records scanNested" -> assertThat(result).isEqualTo(4 * SUM);
            case "records set" -> assertField(result, Samples.Z);
            case "records stream" -> assertThat(result).isEqualTo(SUM);
            case "reductions sum" -> assertThat(result).isEqualTo(elements(parameters) * Samples.VALUE);
            case "reductions min", "reductions max" -> assertThat(result).isEqualTo(Samples.VALUE);
            case "reductions countNaN" -> assertThat(result).isEqualTo(0L);
            case "reductions copy" -> assertDense(result, elements(parameters));
            case "first-touch fill" -> assertThat(result).isEqualTo(Samples.VALUE);
            case "save unsynced", "save synced" ->
                assertSaved(
                        (Path) result,
                        (int) Samples.bytes(Integer.parseInt(parameters.get("megabytes"))) / Double.BYTES);
            case "csv convert" -> assertConverted((Path) result, Integer.parseInt(parameters.get("batch")));
            case "append append" -> assertAppended((Path) result, Integer.parseInt(parameters.get("batch")));
            case "npz-map open", "npz-map map" -> assertThat(result).isEqualTo(Samples.VALUE);
            case "claim claim" -> assertClaimed(result);
            case "claim checksum" -> assertThat(result).isEqualTo(crc(dense(ClaimBenchmark.CHECKED_ROWS)));
            case "shared-fill compute", "ledger unsynced", "ledger synced" -> {
                int blocks = Integer.parseInt(parameters.get("shares"));
                assertFilled(result, orbits(blocks), blocks);
            }
            case "ledger overhead" -> {
                int shares = Integer.parseInt(parameters.get("shares"));
                assertFilled(result, dense(shares * Orbit.BLOCK_ROWS), shares);
            }
            case "shared-write halves" -> assertFilled(result, dense(elements(parameters)), 2);
            case "shared-write write", "shared-write rewrite" ->
                assertFilled(result, dense(elements(parameters)), SharedWriteBenchmark.SHARES);
            case "spark-scan sum", "spark-scan fieldSum", "spark-scan four", "spark-scan fieldFour" ->
                assertAggregates(result, 1_000_000 * Long.parseLong(parameters.get("millions")));
            case "spark-scan squares", "spark-scan fieldSquares" ->
                assertSquares(result, 1_000_000 * Long.parseLong(parameters.get("millions")));
            case "spark-write write" ->
                assertThirds(
                        (SparkWriteBenchmark.Saved) result,
                        Samples.bytes(Integer.parseInt(parameters.get("megabytes"))) / Double.BYTES);
            default -> throw new AssertionError("nothing is expected of " + question + ", " + task);
        }
    }

    private static int rowsOf(String task) {
        return task.equals("scan") ? Samples.ROWS : RecordBenchmark.RANDOM_READS;
    }

    private static int elements(Map<String, String> parameters) {
        return Samples.elements(Long.parseLong(parameters.get("kibibytes")));
    }

    /** Where the slice begins, in bytes, and its length along axis 0. */
    private static long sliceSeen(String task) {
        long row = SliceBenchmark.COLUMNS * Double.BYTES;
        return switch (task) {
            case "rows" -> 10 * row + 10;
            case "step" -> 10 * row + 5;
            case "at" -> 10 * row + SliceBenchmark.COLUMNS;
            case "axis" -> 10 * Double.BYTES + Samples.ROWS / SliceBenchmark.COLUMNS;
            default -> SliceBenchmark.COLUMNS;
        };
    }

    private static long written(Object result) {
        return switch (result) {
            case AtomicLong number -> number.get();
            case AtomicLongAccessor accessor -> accessor.get(AtomicBenchmark.ROW);
            case MemorySegment segment ->
                segment.get(
                        ValueLayout.JAVA_LONG,
                        AtomicBenchmark.ROW * AtomicBenchmark.STRUCT_BYTES + AtomicBenchmark.STATE);
            default -> throw new AssertionError("unexpected result " + result);
        };
    }

    private static void assertClaimed(Object result) {
        switch (result) {
            case SharedFill fill -> {
                assertThat(fill.shares()).isEqualTo(EmptyFill.SHARES);
                assertThat(fill.status(0).state()).isEqualTo(ShareStatus.State.DONE);
                assertThat(fill.status(0).byteCount()).isZero();
                assertThat(fill.status(1).state()).isEqualTo(ShareStatus.State.FREE);
            }
            case FileLock lock -> assertThat(lock.isValid()).isFalse();
            case NpyArray window -> assertThat(window.rows()).isZero();
            case MemorySegment page ->
                assertThat(page.get(ValueLayout.JAVA_LONG, 0)).isPositive();
            default -> throw new AssertionError("unexpected result " + result);
        }
    }

    /** A file, or the fill of one by as many shares: whose checksums then are those of equal parts of the values. */
    private static void assertFilled(Object result, double[] values, int shares) throws IOException {
        switch (result) {
            case Path file -> assertThat(Npy.map(file).doubles().toArray()).isEqualTo(values);
            case SharedFill fill -> {
                assertThat(fill.status()).hasSize(shares).allMatch(s -> s.state() == ShareStatus.State.DONE);
                int length = values.length / shares;
                for (ShareStatus share : fill.status()) {
                    int from = (int) share.n() * length;
                    assertThat(share.crc32()).isEqualTo(crc(Arrays.copyOfRange(values, from, from + length)));
                }
                assertThat(fill.verify()).isEmpty();
            }
            default -> throw new AssertionError("unexpected result " + result);
        }
    }

    private static void assertSaved(Path file, int count) throws IOException {
        assertThat(Npy.map(file).header()).isEqualTo(NpyHeader.of(DType.FLOAT64, MemoryOrder.C, Shape.of(count)));
        assertDense(Npy.map(file).doubles(), count);
        assertThat(file).hasSize(Npy.readHeader(file).fileSize());
    }

    private static void assertConverted(Path file, int count) throws IOException {
        Path csv = file.resolveSibling("lines_" + count + ".csv");
        assertThat(csv).hasSize(64L * count);
        NpyArray rows = Npy.map(file);
        assertThat(rows.dtype()).isEqualTo(Samples.CSV);
        List<String> lines = Files.readAllLines(csv);
        assertThat(rows.rows()).isEqualTo(lines.size()).isEqualTo(count);
        for (int row = 0; row < count; row++) {
            String[] cells = lines.get(row).split(",", -1);
            assertThat(rows.longs("id").get(row))
                    .isEqualTo(Long.parseLong(cells[0]))
                    .isEqualTo(Samples.FIRST_ID + row);
            assertThat(rows.doubles("x").get(row)).isEqualTo(Double.parseDouble(cells[1]));
            assertThat(rows.doubles("y").get(row)).isEqualTo(Double.parseDouble(cells[2]));
            assertThat(rows.doubles("z").get(row)).isEqualTo(Double.parseDouble(cells[3]));
        }
    }

    /** The bare channel's file has no header. */
    private static void assertAppended(Path file, int count) throws IOException {
        DType dtype = AppendBenchmark.Event.DTYPE;
        NpyArray rows = file.toString().endsWith(".npy") ? Npy.map(file) : Npy.mapRaw(file, dtype);
        assertThat(rows.dtype()).isEqualTo(dtype);
        assertThat(dtype.itemSize()).isEqualTo(64);
        assertThat(rows.longs("time").toArray())
                .isEqualTo(LongStream.range(0, count).toArray());
        assertDense(rows.doubles("g"), count);
    }

    private static void assertAggregates(Object result, long rows) {
        DoubleSummaryStatistics values =
                LongStream.range(0, rows).mapToDouble(SparkData::value).summaryStatistics();
        List<?> found = (List<?>) result;
        boolean isSum = found.size() == 1;
        assertThat((double) found.get(isSum ? 0 : 1)).isCloseTo(values.getSum(), ROUNDING);
        if (!isSum) {
            assertThat(found.get(0)).isEqualTo((double) rows);
            assertThat(found.get(2)).isEqualTo(values.getMin());
            assertThat(found.get(3)).isEqualTo(values.getMax());
        }
    }

    private static void assertSquares(Object result, long rows) {
        double expected = LongStream.range(0, rows)
                .mapToDouble(SparkData::value)
                .map(value -> value * value)
                .sum();
        assertThat((double) ((List<?>) result).getFirst()).isCloseTo(expected, ROUNDING);
    }

    private static void assertThirds(SparkWriteBenchmark.Saved saved, long rows) throws IOException {
        SparkWorker.Task query = Files.exists(saved.folder().resolve("_manifest.json"))
                ? SparkWorker.Task.QUERY_NPY
                : SparkWorker.Task.QUERY_PARQUET;
        saved.spark()
                .begin(
                        query.name(),
                        saved.folder().toString(),
                        SparkData.VALUE,
                        Aggregates.FOUR.name(),
                        String.valueOf(1 << 20));
        List<Double> found = Aggregates.parse(saved.spark().await());
        double last = (rows - 1) / 3.0;
        assertThat(found.get(1)).isCloseTo(last / 2 * rows, Percentage.withPercentage(1e-9));
        assertThat(List.of(found.get(0), found.get(2), found.get(3))).containsExactly((double) rows, 0.0, last);
    }

    private static double[] orbits(int blocks) {
        double[] values = new double[blocks * Orbit.BLOCK_ROWS];
        for (int row = 0; row < values.length; row++) {
            boolean isFirst = row % Orbit.BLOCK_ROWS == 0;
            values[row] = Orbit.next(isFirst ? Orbit.beginning(row / Orbit.BLOCK_ROWS) : values[row - 1]);
        }
        return values;
    }

    private static double[] dense(int count) {
        double[] values = new double[count];
        Arrays.fill(values, Samples.VALUE);
        return values;
    }

    private static long crc(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static void assertDense(Object result, int count) {
        double[] values = switch (result) {
            case double[] array -> array;
            case DoubleAccessor accessor -> accessor.toArray();
            case MemorySegment segment -> segment.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
            case ByteBuffer buffer -> MemorySegment.ofBuffer(buffer).toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
            default -> throw new AssertionError("unexpected result " + result);
        };
        assertThat(values).hasSize(count).containsOnly(Samples.VALUE);
    }

    private static void assertSwapped(Object result, int count) {
        double[] values = switch (result) {
            case DoubleAccessor accessor -> accessor.toArray();
            case MemorySegment segment ->
                segment.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN));
            default -> throw new AssertionError("unexpected result " + result);
        };
        assertThat(values).hasSize(count).containsOnly(Samples.VALUE);
    }

    private static void assertField(Object result, int offset) {
        switch (result) {
            case DoubleAccessor accessor ->
                assertThat(accessor.toArray()).hasSize(Samples.ROWS).containsOnly(Samples.VALUE);
            case double[] array -> assertDense(array, Samples.ROWS);
            case MemorySegment segment -> {
                for (long row = 0; row < Samples.ROWS; row++) {
                    assertThat(segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, row * Samples.STRUCT_BYTES + offset))
                            .isEqualTo(Samples.VALUE);
                }
            }
            default -> throw new AssertionError("unexpected result " + result);
        }
    }
}
