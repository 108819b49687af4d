package dev.npymap.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.npymap.access.BytesAccessor;
import dev.npymap.access.IntAccessor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps a record from being written, and what then stands in the row. */
@SuppressWarnings("ArrayRecordComponent") // that they are compared by identity does no harm here
class RecordSetTest extends RecordRows {
    private record Point(double x, double y) {}

    private record Wrong(double[] few, Point[] points) {}

    @Test
    void anArrayHasTheLengthOfItsSubarray() {
        RecordAccessor<Wrong> records =
                accessor("[('few', 'f8', 3), ('points', [('x', 'f8'), ('y', 'f8')], 2)]", "<", Wrong.class);
        Point point = new Point(1, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> records.set(0, new Wrong(new double[2], new Point[] {point, point})))
                .withMessage("the component few is an array of the length 2, and the sub-array's is 3");
        assertThatNullPointerException()
                .isThrownBy(() -> records.set(0, new Wrong(null, new Point[] {point, point})))
                .withMessage("the component few is null");
        assertThatNullPointerException()
                .isThrownBy(() -> records.set(0, new Wrong(new double[3], new Point[] {point, null})))
                .withMessage("the component points[] is null");
        assertThatNullPointerException().isThrownBy(() -> records.set(0, null));
    }

    private record Checked(int id, Point at, String[] names, Instant when) {}

    @Test
    void anErrorLeavesTheRowAsItWas() {
        RecordAccessor<Checked> records = accessor(
                "[('id', 'i4'), ('at', [('x', 'f8'), ('y', 'f8')]), ('names', 'S2', 20), ('when', 'M8[s]')]",
                "<",
                Checked.class);
        String[] names = new String[20];
        Arrays.fill(names, "ab");
        Checked good = new Checked(1, new Point(2, 3), names, Instant.EPOCH);
        records.set(0, good);
        String[] tooLong = names.clone();
        tooLong[19] = "abc";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> records.set(0, new Checked(9, new Point(9, 9), tooLong, Instant.EPOCH)))
                .withMessage("the component names[]: text of 3 code points does not fit in |S2");
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> records.set(0, new Checked(9, new Point(9, 9), names, Instant.ofEpochSecond(1, 1))));
        assertThatNullPointerException()
                .isThrownBy(() -> records.set(0, new Checked(9, null, names, Instant.EPOCH)))
                .withMessage("the component at is null");

        assertThat(records.get(0)).usingRecursiveComparison().isEqualTo(good);
    }

    /** A component whose method can be called so often, and then throws. */
    private record Moody(int first, int last, int[] calls) {
        @Override
        @SuppressWarnings("UnusedMethod") // set calls it
        public int last() {
            if (calls[0]-- == 0) {
                throw new ArithmeticException("no more");
            }
            return last;
        }
    }

    private record Holder(int id, Moody moody) {}

    private record Holders(int id, Moody[] moody) {}

    @Test
    void componentsAreAskedForOnceBeforeTheFirstByteIsWritten() {
        String moody = "[('first', 'i4'), ('last', 'i4'), ('calls', 'i4', 1)]";
        RecordAccessor<Moody> records = accessor(moody, "<", Moody.class);
        byte[] before = BytesAccessor.of(rows).get(0);

        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> records.set(0, new Moody(1, 2, new int[] {0})));
        assertThat(BytesAccessor.of(rows).get(0)).isEqualTo(before);
        records.set(0, new Moody(1, 2, new int[] {1}));
        assertThat(IntAccessor.of(rows.field("last")).get(0)).isEqualTo(2);

        RecordAccessor<Holder> nested = accessor("[('id', 'i4'), ('moody', " + moody + ")]", "<", Holder.class);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> nested.set(0, new Holder(9, new Moody(1, 2, new int[] {0}))));
        assertThat(BytesAccessor.of(rows).get(0)).containsOnly(0x5a);
        nested.set(0, new Holder(9, new Moody(1, 2, new int[] {1})));
        assertThat(IntAccessor.of(rows.field("moody.last")).get(0)).isEqualTo(2);

        RecordAccessor<Holders> array = accessor("[('id', 'i4'), ('moody', " + moody + ", 2)]", "<", Holders.class);
        Moody good = new Moody(1, 2, new int[] {100});
        Moody[] both = {good, new Moody(1, 2, new int[] {0})};
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> array.set(0, new Holders(9, both)));
        assertThat(BytesAccessor.of(rows).get(0)).containsOnly(0x5a);
        array.set(0, new Holders(9, new Moody[] {good, good}));
        assertThat(IntAccessor.of(rows.field("moody[1].last")).get(0)).isEqualTo(2);
    }

    // More than C2 inlines in one method, so that each component has a method of its own.
    private record Wide(
            double a0,
            double a1,
            double a2,
            double a3,
            double a4,
            double a5,
            double a6,
            double a7,
            double a8,
            double a9,
            long b0,
            long b1,
            long b2,
            long b3,
            long b4,
            long b5,
            long b6,
            long b7,
            long b8,
            long b9,
            boolean c0,
            short c1,
            byte c2,
            float c3,
            String c4,
            double[] c5,
            Point c6,
            Instant c7,
            int c8,
            float c9) {}

    @ParameterizedTest
    @ValueSource(strings = {"<", ">"})
    void wideRecords(String order) {
        StringBuilder dtype = new StringBuilder("[");
        for (int i = 0; i < 10; i++) {
            dtype.append("('a%d', 'f8'), ('b%d', 'i8'), ".formatted(i, i));
        }
        dtype.append("('c0', '?'), ('c1', 'i2'), ('c2', 'i1'), ('c3', 'f4'), ('c4', 'U4'), ('c5', 'f8', 2), ")
                .append("('c6', [('x', 'f8'), ('y', 'f8')]), ('c7', 'M8[s]'), ('c8', 'i4'), ('c9', 'f2')]");
        RecordAccessor<Wide> records = accessor(dtype.toString(), order, Wide.class);
        Wide value = new Wide(
                0,
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                10,
                11,
                12,
                13,
                14,
                15,
                16,
                17,
                18,
                19,
                true,
                (short) 21,
                (byte) 22,
                23,
                "24",
                new double[] {25, 26},
                new Point(27, 28),
                Instant.ofEpochSecond(29),
                30,
                31);

        records.set(1, value);

        assertThat(records.get(1)).usingRecursiveComparison().isEqualTo(value);
        byte[] before = BytesAccessor.of(rows).get(1);
        assertThatNullPointerException()
                .isThrownBy(() -> records.set(
                        1,
                        new Wide(
                                -1,
                                1,
                                2,
                                3,
                                4,
                                5,
                                6,
                                7,
                                8,
                                9,
                                10,
                                11,
                                12,
                                13,
                                14,
                                15,
                                16,
                                17,
                                18,
                                19,
                                true,
                                (short) 21,
                                (byte) 22,
                                23,
                                "24",
                                value.c5,
                                value.c6,
                                null,
                                30,
                                31)))
                .withMessage("the component c7 is null");
        assertThat(BytesAccessor.of(rows).get(1)).isEqualTo(before);
        assertThat(BytesAccessor.of(rows).get(0)).containsOnly(0x5a);
        assertThat(BytesAccessor.of(rows).get(2)).containsOnly(0x5a);
    }
}
