package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private static final long MIB = 1 << 20;
    private static final FileIdentity IDENTITY = new FileIdentity(0, 0);

    private static List<SourceFile> files(DType dtype, long... rows) {
        List<SourceFile> files = new ArrayList<>();
        long firstRow = 0;
        for (long count : rows) {
            NpyHeader header = NpyHeader.of(dtype, MemoryOrder.C, Shape.of(count));
            files.add(new SourceFile(Path.of("/data/" + files.size() + ".npy"), header, IDENTITY, firstRow, count));
            firstRow += count;
        }
        return files;
    }

    private static List<List<FileRows>> partitions(List<SourceFile> files, RowRange rows, long limit) {
        return Arrays.stream(Partitions.of(files, rows, limit))
                .map(partition -> ((NpyPartition) partition).files())
                .toList();
    }

    private static RowRange all(List<SourceFile> files) {
        return new RowRange(0, files.getLast().firstRow() + files.getLast().rows());
    }

    @Test
    void aFileIsDividedIntoEqualSharesOfNoMoreThanTheLimit() {
        List<SourceFile> files = files(DType.FLOAT64, 500_000_000);

        List<List<FileRows>> partitions = partitions(files, all(files), 128 * MIB);

        assertThat(partitions)
                .hasSize(30)
                .allSatisfy(partition -> assertThat(partition)
                        .singleElement()
                        .satisfies(rows -> assertThat(rows.rows() * 8).isBetween(64 * MIB, 128 * MIB)));
        assertThat(partitions.getFirst().getFirst().from()).isZero();
        assertThat(partitions.getLast().getFirst().to()).isEqualTo(500_000_000);
        for (int i = 1; i < partitions.size(); i++) {
            assertThat(partitions.get(i).getFirst().from())
                    .isEqualTo(partitions.get(i - 1).getFirst().to())
                    .isEqualTo(partitions.get(i).getFirst().firstRow());
        }
    }

    @Test
    void sharesDivideAsArraySplitDoes() {
        List<SourceFile> files = files(DType.INT8, 10 * MIB + 3);

        assertThat(partitions(files, all(files), 3 * MIB))
                .extracting(partition -> partition.getFirst().rows())
                .containsExactly(
                        (10 * MIB + 3) / 4 + 1, (10 * MIB + 3) / 4 + 1, (10 * MIB + 3) / 4 + 1, (10 * MIB + 3) / 4);
    }

    @Test
    void onlyRowsThatAreAskedForAreDivided() {
        List<SourceFile> files = files(DType.FLOAT64, 100 * MIB, 100 * MIB);

        List<List<FileRows>> partitions =
                partitions(files, new RowRange(100 * MIB - 10 * MIB, 100 * MIB + 20 * MIB), 128 * MIB);

        assertThat(partitions)
                .containsExactly(
                        List.of(new FileRows(
                                "/data/0.npy",
                                "rows of <f8, shape []",
                                IDENTITY,
                                false,
                                90 * MIB,
                                100 * MIB,
                                90 * MIB)),
                        List.of(new FileRows(
                                "/data/1.npy", "rows of <f8, shape []", IDENTITY, false, 0, 10 * MIB, 100 * MIB)),
                        List.of(new FileRows(
                                "/data/1.npy",
                                "rows of <f8, shape []",
                                IDENTITY,
                                false,
                                10 * MIB,
                                20 * MIB,
                                110 * MIB)));
    }

    @Test
    void smallFilesAreReadSeveralByOneTask() {
        long[] rows = new long[100];
        Arrays.fill(rows, MIB);
        List<SourceFile> files = files(DType.INT8, rows);

        List<List<FileRows>> partitions = partitions(files, all(files), 128 * MIB);

        assertThat(partitions).extracting(List::size).containsExactly(25, 25, 25, 25);
        assertThat(partitions.stream().flatMap(List::stream).map(FileRows::firstRow))
                .isSorted()
                .hasSize(100);
    }

    @Test
    void smallFilesAreReadSeveralByOneTaskWhereTheLimitIsLowToo() {
        long[] rows = new long[100];
        Arrays.fill(rows, 1 << 10);
        List<SourceFile> files = files(DType.INT8, rows);

        assertThat(partitions(files, all(files), 4 * MIB))
                .extracting(List::size)
                .containsExactly(31, 31, 31, 7);
    }

    @Test
    void aRowThatIsLargerThanTheLimitIsOnePartition() {
        List<SourceFile> files = files(DType.bytes(100), 10);

        assertThat(partitions(files, all(files), 1)).hasSize(10);
    }

    @Test
    void noRowsAreNoPartitions() {
        List<SourceFile> files = files(DType.FLOAT64, 0, 0);

        assertThat(partitions(files, all(files), MIB)).isEmpty();
    }
}
