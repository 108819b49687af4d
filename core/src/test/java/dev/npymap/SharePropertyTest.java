package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SharePropertyTest {
    /** Headers of up to 4,000 rows, some of other writers: their payloads begin anywhere. */
    @Provide
    Arbitrary<NpyHeader> headers() {
        Arbitrary<Integer> itemSizes = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(1, 2, 4, 8, 16, 24, 32)),
                Tuple.of(2, Arbitraries.integers().between(0, 200)));
        Arbitrary<Long> offsets = Arbitraries.of(128L, 64L, 82L, 80L, 96L, 137L, 4096L);
        return Combinators.combine(
                        itemSizes,
                        offsets,
                        Arbitraries.of(MemoryOrder.values()),
                        Arbitraries.oneOf(
                                Arbitraries.of(0L, 1L, 2L), Arbitraries.longs().between(0, 4000)),
                        Arbitraries.longs().between(1, 5).array(long[].class).ofMaxSize(2))
                .as(SharePropertyTest::header)
                .withoutEdgeCases();
    }

    private static NpyHeader header(int itemSize, long offset, MemoryOrder order, long rows, long[] others) {
        Shape shape = order == MemoryOrder.C
                ? Shape.of(rows).append(Shape.of(others))
                : Shape.of(others).append(Shape.of(rows));
        return new NpyHeader(FormatVersion.V1_0, DType.raw(itemSize), order, shape, offset);
    }

    @Provide
    Arbitrary<Long> blocks() {
        return Arbitraries.of(1L, 2L, 64L, 100L, 512L, 4096L, 65_536L, 1_000_003L, 3L << 61, Long.MAX_VALUE);
    }

    private static List<Region> regions(NpyHeader header, long of, Function<Window.Share, Window.Share> how) {
        return LongStream.range(0, of)
                .mapToObj(n -> Region.of(header, how.apply(Window.share(n, of))))
                .toList();
    }

    private static long rows(NpyHeader header, Region region) {
        return region.shape().dim(header.order().rowAxis(region.shape().rank()));
    }

    @Property
    void sharesHaveTheSizesOfArraySplit(
            @ForAll("headers") NpyHeader header, @ForAll @IntRange(min = 1, max = 60) int of) {
        List<Region> regions = regions(header, of, share -> share);

        for (int n = 0; n < of; n++) {
            long more = n < header.rows() % of ? 1 : 0;
            assertThat(rows(header, regions.get(n))).isEqualTo(header.rows() / of + more);
        }
    }

    @Property
    void sharesAreAllOfTheRowsInOrder(
            @ForAll("headers") NpyHeader header,
            @ForAll @IntRange(min = 1, max = 60) int of,
            @ForAll("blocks") long block) {
        assertPartition(header, regions(header, of, share -> share));
        assertPartition(header, regions(header, of, share -> share.aligned(block)));
    }

    /** Also of arrays that no disk holds yet. */
    @Property
    void sharesOfHugeArraysAreAllOfTheRowsInOrder(
            @ForAll @IntRange(min = 1, max = 24) int itemSize,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1000) long bytes,
            @ForAll @IntRange(min = 1, max = 60) int of,
            @ForAll("blocks") long block) {
        NpyHeader header = header(itemSize, 128, MemoryOrder.C, bytes / itemSize, new long[0]);

        assertPartition(header, regions(header, of, share -> share));
        assertPartition(header, regions(header, of, share -> share.aligned(block)));
    }

    private static void assertPartition(NpyHeader header, List<Region> regions) {
        long row = 0;
        for (Region region : regions) {
            assertThat(region.firstRow()).isEqualTo(row);
            assertThat(region.offset()).isEqualTo(row * header.rowElements());
            row += rows(header, region);
            int axis = header.order().rowAxis(region.shape().rank());
            assertThat(region.shape()).isEqualTo(header.shape().with(axis, rows(header, region)));
        }
        assertThat(row).isEqualTo(header.rows());
    }

    /** Found by looking at every row. */
    @Property
    void alignedBordersAreAtTheNearestRowThatBeginsABlock(
            @ForAll("headers") NpyHeader header,
            @ForAll @IntRange(min = 1, max = 20) int of,
            @ForAll("blocks") long block) {
        long rowSize = header.rowElements() * header.dtype().itemSize();
        List<Long> blockRows = LongStream.rangeClosed(0, header.rows())
                .filter(row -> rowSize > 0 && (header.payloadOffset() + row * rowSize) % block == 0)
                .boxed()
                .toList();
        boolean possible = rowSize > 0 && anyRowCanBeginABlock(header.payloadOffset(), rowSize, block);
        List<Region> plain = regions(header, of, share -> share);
        List<Region> aligned = regions(header, of, share -> share.aligned(block));

        for (int n = 1; n < of; n++) {
            long border = plain.get(n).firstRow();
            boolean end = border == 0 || border == header.rows();
            long expected = end || !possible ? border : nearest(border, blockRows, header.rows());
            assertThat(aligned.get(n).firstRow()).isEqualTo(expected);
        }
    }

    /** Of an array without an end. */
    private static boolean anyRowCanBeginABlock(long offset, long rowSize, long block) {
        long a = rowSize;
        long b = block;
        while (b != 0) {
            long rest = a % b;
            a = b;
            b = rest;
        }
        return offset % a == 0;
    }

    /** The ends count as well; of two equally near ones the first. */
    private static long nearest(long border, List<Long> blockRows, long rows) {
        return LongStream.concat(LongStream.of(0, rows), blockRows.stream().mapToLong(Long::longValue))
                .boxed()
                .min(Comparator.<Long>comparingLong(row -> Math.abs(row - border))
                        .thenComparing(row -> row))
                .orElseThrow();
    }

    @Example
    void noTwoSharesTouchOneBlock() {
        NpyHeader header = header(24, 128, MemoryOrder.C, 1_000_000, new long[0]);
        List<Region> regions = regions(header, 7, Window.Share::aligned);

        for (Region region : regions.subList(1, 7)) {
            assertThat((header.payloadOffset() + region.offset() * 24) % 65_536).isZero();
        }
    }

    @Example
    void moreSharesThanRowsLeaveTheLastOnesEmpty() {
        List<Region> regions = regions(header(8, 128, MemoryOrder.C, 3, new long[0]), 5, share -> share);

        assertThat(regions).extracting(region -> region.shape().dim(0)).containsExactly(1L, 1L, 1L, 0L, 0L);
        assertThat(regions).extracting(Region::firstRow).containsExactly(0L, 1L, 2L, 3L, 3L);
    }

    @Example
    void billionsOfSharesNeedNoList() {
        NpyHeader header = header(1, 128, MemoryOrder.C, Long.MAX_VALUE / 2, new long[0]);
        Window.Share last = Window.share(Long.MAX_VALUE - 1, Long.MAX_VALUE);

        assertThat(Region.of(header, last).firstRow()).isEqualTo(Long.MAX_VALUE / 2);
        assertThat(Region.of(header, last.aligned()).firstRow()).isEqualTo(Long.MAX_VALUE / 2);
    }
}
