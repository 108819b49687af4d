package dev.npymap.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.npymap.access.ByteAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecordAccessorTest {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final StructType DTYPE =
            (StructType) DType.of("[('time', '<i8'), ('side', '|i1'), ('price', '<f8')]");

    private record Trade(long time, double price) {}

    private static Strided rows(MemorySegment segment, long count) {
        return new Strided(segment, DTYPE, 0, Shape.of(count), new long[] {DTYPE.itemSize()});
    }

    private static Strided rows(long count) {
        return rows(Arena.ofAuto().allocate(count * DTYPE.itemSize()), count);
    }

    private static RecordAccessor<Trade> trades(Strided rows) {
        return RecordAccessor.of(rows, LOOKUP, Trade.class);
    }

    private static RecordAccessor<Trade> counting(long count) {
        return trades(countingRows(count));
    }

    private static Strided countingRows(long count) {
        Strided rows = rows(count);
        RecordAccessor<Trade> trades = trades(rows);
        for (long row = 0; row < count; row++) {
            trades.set(row, new Trade(row, row / 2.0));
        }
        return rows;
    }

    @Test
    void writesOnlyWhatTheRecordHas() {
        Strided rows = rows(3);
        ByteAccessor side = ByteAccessor.of(rows.field("side"));
        side.set(1, (byte) 7);

        trades(rows).set(1, new Trade(5, 0.5));

        assertThat(trades(rows).get(1)).isEqualTo(new Trade(5, 0.5));
        assertThat(trades(rows).get(2)).isEqualTo(new Trade(0, 0));
        assertThat(side.get(1)).isEqualTo((byte) 7);
    }

    @Test
    void everyRowIsChecked() {
        RecordAccessor<Trade> trades = counting(3);
        for (long row : new long[] {-1, 3, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> trades.get(row))
                    .withMessage("Index " + row + " out of bounds for length 3");
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> trades.set(row, new Trade(1, 2)))
                    .withMessage("Index " + row + " out of bounds for length 3");
        }
        assertThat(trades.size()).isEqualTo(3);
    }

    @Test
    void readOnlyRowsCannotBeWritten() {
        Strided rows = rows(Arena.ofAuto().allocate(100).asReadOnly(), 3);

        assertThat(trades(rows).get(0)).isEqualTo(new Trade(0, 0));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> trades(rows).set(0, new Trade(1, 2)))
                .withMessage(
                        "the array is mapped READ_ONLY; map it READ_WRITE to change the file, or PRIVATE to change a copy");
    }

    @Test
    void closedArena() {
        RecordAccessor<Trade> trades;
        try (Arena arena = Arena.ofConfined()) {
            trades = trades(rows(arena.allocate(100), 3));
        }

        assertThatIllegalStateException().isThrownBy(() -> trades.get(0)).withMessage("Already closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> trades.set(0, new Trade(1, 2)))
                .withMessage("Already closed");
    }

    @Test
    void thereIsOneDimension() {
        Strided table =
                new Strided(MemorySegment.ofArray(new byte[100]), DTYPE, 0, Shape.of(2, 2), new long[] {34, 17});
        Strided scalar = new Strided(MemorySegment.ofArray(new byte[17]), DTYPE, 0, Shape.SCALAR, new long[0]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trades(table))
                .withMessage(
                        "records are the rows of an array of one dimension, and this one has the shape (2, 2): take a part of"
                                + " it with at(axis, index), or reshape it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trades(scalar))
                .withMessageStartingWith(
                        "records are the rows of an array of one dimension, and this one has the shape ():");
    }

    @Test
    void stridesOfViews() {
        Strided rows = countingRows(10);
        Strided odd = rows.slice(0, 1, 10, 2);
        Strided backwards = rows.slice(0, 9, -1, -3);

        assertThat(trades(odd).stream().map(Trade::time)).containsExactly(1L, 3L, 5L, 7L, 9L);
        assertThat(trades(backwards).stream().map(Trade::time)).containsExactly(9L, 6L, 3L, 0L);
        trades(backwards).set(1, new Trade(66, 6));
        assertThat(trades(rows).get(6)).isEqualTo(new Trade(66, 6));
        assertThat(trades(rows).get(7)).isEqualTo(new Trade(7, 3.5));
    }

    @Test
    void strideOfZeroRepeatsOneRow() {
        Strided one = new Strided(Arena.ofAuto().allocate(17), DTYPE, 0, Shape.of(4), new long[] {0});

        trades(one).set(3, new Trade(1, 2));

        assertThat(trades(one).stream()).containsOnly(new Trade(1, 2)).hasSize(4);
    }

    @Test
    void manyStrides() {
        MemorySegment segment = Arena.ofAuto().allocate(100_000);
        Set<Class<?>> classes = new HashSet<>();
        for (long stride = 17; stride < 17 + 200; stride++) {
            Strided rows = new Strided(segment, DTYPE, 3, Shape.of(4), new long[] {stride});
            for (int row = 0; row < 4; row++) {
                trades(rows).set(row, new Trade(row, stride));
            }
            classes.add(trades(rows).getClass());
            assertThat(LongAccessor.of(rows.field("time")).toArray()).containsExactly(0, 1, 2, 3);
            assertThat(trades(rows).stream().map(Trade::price)).containsOnly((double) stride);
        }
        assertThat(classes).hasSizeBetween(60, 65);
    }

    @Test
    void aDtypeHasStridesOfItsOwn() {
        record Many(long time) {}
        MemorySegment segment = Arena.ofAuto().allocate(100_000);
        for (long stride = 17; stride < 17 + 100; stride++) {
            RecordAccessor.of(new Strided(segment, DTYPE, 0, Shape.of(4), new long[] {stride}), LOOKUP, Many.class);
        }
        DType other = DType.of("[('time', '<i8')]");
        Strided dense = new Strided(segment, other, 0, Shape.of(4), new long[] {8});
        Strided wide = new Strided(segment, other, 0, Shape.of(4), new long[] {16});

        assertThat(RecordAccessor.of(dense, LOOKUP, Many.class))
                .hasSameClassAs(RecordAccessor.of(dense, LOOKUP, Many.class))
                .doesNotHaveSameClassAs(RecordAccessor.of(wide, LOOKUP, Many.class));
    }

    @Test
    void classesAreNotKeptWithoutEnd() {
        record Many(long time) {}
        Strided first = null;
        RecordAccessor<Many> before = null;
        for (int padding = 1; padding < 300; padding++) {
            DType dtype = DType.of("[('time', '<i8'), ('', 'V" + padding + "')]");
            Strided rows =
                    new Strided(MemorySegment.ofArray(new byte[dtype.itemSize()]), dtype, 0, Shape.of(1), new long[] {
                        dtype.itemSize()
                    });
            RecordAccessor<Many> many = RecordAccessor.of(rows, LOOKUP, Many.class);
            if (first == null) {
                first = rows;
                before = many;
            }
            many.set(0, new Many(padding));
            assertThat(many.get(0)).isEqualTo(new Many(padding));
        }

        assertThat(RecordAccessor.of(first, LOOKUP, Many.class)).doesNotHaveSameClassAs(before);
        assertThat(before.get(0)).isEqualTo(new Many(1));
    }

    @Test
    void theClassIsNamedAfterTheRecord() {
        assertThat(counting(1).getClass().getName()).startsWith("dev.npymap.record.RecordAccessor$Of$Trade/");
    }

    @Test
    void oneClassForARecordAndADtypeAndAStride() {
        Strided rows = rows(10);
        record Other(long time, double price) {}

        assertThat(trades(rows)).hasSameClassAs(trades(rows(5)));
        assertThat(trades(rows).getClass())
                .isNotSameAs(trades(rows.slice(0, 0, 10, 2)).getClass());
        assertThat(trades(rows).getClass())
                .isNotSameAs(RecordAccessor.of(rows, LOOKUP, Other.class).getClass());
        assertThat(trades(rows).getClass().isHidden()).isTrue();
    }

    @Test
    void forEachInOrder() {
        List<Trade> seen = new ArrayList<>();
        counting(5).forEach(seen::add);

        assertThat(seen).extracting(Trade::time).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThatNullPointerException().isThrownBy(() -> counting(5).forEach(null));
        counting(0).forEach(trade -> {
            throw new AssertionError(trade);
        });
    }

    @Test
    void parallelStreamsGiveWhatSerialOnesDo() {
        RecordAccessor<Trade> trades = counting(10_000);

        assertThat(trades.stream().parallel().mapToLong(Trade::time).sum()).isEqualTo(9_999L * 10_000 / 2);
        assertThat(trades.stream().parallel().map(Trade::price).collect(Collectors.toList()))
                .isEqualTo(
                        LongStream.range(0, 10_000).mapToObj(row -> row / 2.0).toList());
        assertThat(trades.stream().isParallel()).isFalse();
        assertThat(trades.stream().skip(9_990).limit(3).map(Trade::time)).containsExactly(9_990L, 9_991L, 9_992L);
    }

    @Test
    void spliteratorsSplitIntoConsecutiveRows() {
        Spliterator<Trade> last = counting(5).spliterator();
        assertThat(last.hasCharacteristics(
                        Spliterator.ORDERED | Spliterator.SIZED | Spliterator.SUBSIZED | Spliterator.NONNULL))
                .isTrue();
        Spliterator<Trade> first = last.trySplit();
        List<Long> seen = new ArrayList<>();

        assertThat(first.getExactSizeIfKnown()).isEqualTo(2);
        assertThat(last.getExactSizeIfKnown()).isEqualTo(3);
        assertThat(first.tryAdvance(trade -> seen.add(trade.time))).isTrue();
        first.forEachRemaining(trade -> seen.add(trade.time));
        assertThat(first.tryAdvance(trade -> seen.add(-1L))).isFalse();
        assertThat(first.trySplit()).isNull();
        last.forEachRemaining(trade -> seen.add(trade.time));
        last.forEachRemaining(trade -> seen.add(-1L));
        assertThat(seen).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(counting(1).spliterator().trySplit()).isNull();
    }

    private record Checked(long time) {
        Checked {
            if (time == 3) {
                throw new UnsupportedOperationException("three");
            }
        }

        @Override
        @SuppressWarnings("UnusedMethod") // set calls it
        public long time() {
            if (time == 4) {
                throw new ArithmeticException("four");
            }
            return time;
        }
    }

    @Test
    void whatARecordThrowsPassesThrough() {
        Strided rows = countingRows(5);
        RecordAccessor<Checked> checked = RecordAccessor.of(rows, LOOKUP, Checked.class);

        assertThat(checked.get(2)).isEqualTo(new Checked(2));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> checked.get(3))
                .withMessage("three")
                .withNoCause();
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> checked.set(0, new Checked(4)))
                .withMessage("four")
                .withNoCause();
    }
}
