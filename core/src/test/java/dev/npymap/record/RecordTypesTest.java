package dev.npymap.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.access.BooleanAccessor;
import dev.npymap.access.ByteAccessor;
import dev.npymap.access.BytesAccessor;
import dev.npymap.access.ComplexAccessor;
import dev.npymap.access.DatetimeAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.FloatAccessor;
import dev.npymap.access.HalfAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.LongDoubleAccessor;
import dev.npymap.access.LongDoubleFormat;
import dev.npymap.access.ShortAccessor;
import dev.npymap.access.StringAccessor;
import dev.npymap.access.TimedeltaAccessor;
import dev.npymap.dtype.NpyField;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Java types hold which dtypes, and their values. */
@SuppressWarnings("ArrayRecordComponent") // that they are compared by identity does no harm here
class RecordTypesTest extends RecordRows {
    private record Numbers(
            boolean flag, byte b, byte ub, short s, short us, int i, int ui, long l, long ul, float f, double d) {}

    @ParameterizedTest
    @ValueSource(strings = {"<", ">"})
    void numbers(String order) {
        String dtype =
                "[('flag', '?'), ('b', 'i1'), ('ub', 'u1'), ('s', 'i2'), ('us', 'u2'), ('i', 'i4'), ('ui', 'u4'), "
                        + "('l', 'i8'), ('ul', 'u8'), ('f', 'f4'), ('d', 'f8')]";
        RecordAccessor<Numbers> records = accessor(dtype, order, Numbers.class);
        Numbers numbers = new Numbers(
                true,
                (byte) -1,
                (byte) -2,
                (short) -300,
                (short) 400,
                -70_000,
                80_000,
                Long.MIN_VALUE,
                -1,
                -0.0f,
                Math.PI);

        records.set(1, numbers);

        assertThat(records.get(1)).isEqualTo(numbers);
        assertThat(BooleanAccessor.of(rows.field("flag")).get(1)).isTrue();
        assertThat(ByteAccessor.of(rows.field("b")).get(1)).isEqualTo((byte) -1);
        assertThat(ByteAccessor.of(rows.field("ub")).get(1)).isEqualTo((byte) -2);
        assertThat(ShortAccessor.of(rows.field("s")).get(1)).isEqualTo((short) -300);
        assertThat(ShortAccessor.of(rows.field("us")).get(1)).isEqualTo((short) 400);
        assertThat(IntAccessor.of(rows.field("i")).get(1)).isEqualTo(-70_000);
        assertThat(IntAccessor.of(rows.field("ui")).get(1)).isEqualTo(80_000);
        assertThat(LongAccessor.of(rows.field("l")).get(1)).isEqualTo(Long.MIN_VALUE);
        assertThat(LongAccessor.of(rows.field("ul")).get(1)).isEqualTo(-1);
        assertThat(FloatAccessor.of(rows.field("f")).get(1)).isEqualTo(-0.0f);
        assertThat(DoubleAccessor.of(rows.field("d")).get(1)).isEqualTo(Math.PI);
        byte[] before = BytesAccessor.of(rows).get(0);
        assertThat(before).containsOnly(0x5a);
        assertThat(BytesAccessor.of(rows).get(2)).containsOnly(0x5a);
    }

    private record Flag(boolean flag) {}

    @Test
    void anyByteButZeroIsTrue() {
        RecordAccessor<Flag> records = accessor("[('flag', '?')]", "<", Flag.class);

        assertThat(records.get(0)).isEqualTo(new Flag(true));
        records.set(0, new Flag(false));
        records.set(1, new Flag(true));

        assertThat(records.get(0)).isEqualTo(new Flag(false));
        assertThat(BytesAccessor.of(rows).get(1)).containsExactly(1);
    }

    private record Floats(float half, double wide) {}

    @ParameterizedTest
    @ValueSource(strings = {"<", ">"})
    void halvesAndLongDoubles(String order) {
        RecordAccessor<Floats> records = accessor("[('half', 'f2'), ('wide', 'f16')]", order, Floats.class);

        records.set(2, new Floats(1 / 3f, Math.E));

        assertThat(records.get(2)).isEqualTo(new Floats(0.33325195f, Math.E));
        assertThat(HalfAccessor.of(rows.field("half")).get(2)).isEqualTo(0.33325195f);
        assertThat(LongDoubleAccessor.of(rows.field("wide"), LongDoubleFormat.X87)
                        .get(2))
                .isEqualTo(Math.E);
    }

    private record SingleComplex(float re, float im) {}

    private record DoubleComplex(double im, double re) {}

    private record Complexes(SingleComplex a, DoubleComplex b, DoubleComplex c) {}

    @ParameterizedTest
    @ValueSource(strings = {"<", ">"})
    void complexes(String order) {
        RecordAccessor<Complexes> records =
                accessor("[('a', 'c8'), ('b', 'c16'), ('c', 'c32')]", order, Complexes.class);
        Complexes value = new Complexes(new SingleComplex(1, 2), new DoubleComplex(3, 4), new DoubleComplex(5, 6));

        records.set(0, value);

        assertThat(records.get(0)).isEqualTo(value);
        for (String field : new String[] {"a", "b", "c"}) {
            ComplexAccessor complex = ComplexAccessor.of(rows.field(field), LongDoubleFormat.X87);
            double re = field.equals("a") ? 1 : field.equals("b") ? 4 : 6;
            assertThat(complex.re(0)).isEqualTo(re);
            assertThat(complex.im(0)).isEqualTo(field.equals("a") ? 2 : re - 1);
        }
    }

    private record Times(
            Instant at,
            LocalDateTime local,
            long count,
            Duration length,
            @NpyField(name = "m") long ticks) {}

    @ParameterizedTest
    @ValueSource(strings = {"<", ">"})
    void times(String order) {
        RecordAccessor<Times> records = accessor(
                "[('at', 'M8[ns]'), ('local', 'M8[s]'), ('count', 'M8[D]'), ('length', 'm8[ms]'), ('m', 'm8')]",
                order,
                Times.class);
        Times value = new Times(
                Instant.parse("2026-11-23T10:00:00.123456789Z"),
                LocalDateTime.parse("1969-12-31T23:59:59"),
                -1,
                Duration.ofMillis(-1500),
                42);

        records.set(0, value);

        assertThat(records.get(0)).isEqualTo(value);
        assertThat(DatetimeAccessor.of(rows.field("at")).getText(0)).isEqualTo("2026-11-23T10:00:00.123456789");
        assertThat(DatetimeAccessor.of(rows.field("local")).getCount(0)).isEqualTo(-1);
        assertThat(TimedeltaAccessor.of(rows.field("length")).getCount(0)).isEqualTo(-1500);
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> records.set(0, new Times(value.at, value.local.plusNanos(1), 0, value.length, 0)))
                .withMessageStartingWith("the component local: ")
                .withMessageEndingWith("is no whole number of units, or too many in the dtype " + order + "M8[s]");
        LongAccessor.of(rows.field("at")).set(0, Long.MIN_VALUE);
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> records.get(0))
                .withMessage("the component at: not-a-time (NaT) in the dtype " + order + "M8[ns]");
    }

    private record Texts(String u, String s, byte[] v) {}

    @ParameterizedTest
    @ValueSource(strings = {"<", ">"})
    void textAndBytes(String order) {
        RecordAccessor<Texts> records = accessor("[('u', 'U3'), ('s', 'S3'), ('v', 'V3')]", order, Texts.class);

        records.set(0, new Texts("a\ud83d\ude00", "é", new byte[] {1, 2}));

        assertThat(records.get(0).u).isEqualTo("a\ud83d\ude00");
        assertThat(records.get(0).s).isEqualTo("é");
        assertThat(records.get(0).v).containsExactly(1, 2, 0);
        assertThat(StringAccessor.of(rows.field("u")).get(0)).isEqualTo("a\ud83d\ude00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> records.set(0, new Texts("abcd", "", new byte[0])))
                .withMessage("the component u: text of 4 code points does not fit in " + order + "U3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> records.set(0, new Texts("", "", new byte[4])))
                .withMessage("the component v: 4 bytes do not fit in |V3");
        BytesAccessor.of(rows.field("u")).set(0, new byte[] {-1, -1, -1, -1});
        assertThatIllegalStateException()
                .isThrownBy(() -> records.get(0))
                .withMessageStartingWith("the component u: not text: the value 0xffffffff at place 0 of a ");
    }

    private record Point(double x, double y) {}

    private record Arrays1(double[] few, int[] many, boolean[] flags, float[] halves, String[] names, Point[] points) {}

    @ParameterizedTest
    @ValueSource(strings = {"<", ">"})
    void arrays(String order) {
        for (int length : new int[] {1, 2, 16, 17, 100}) {
            String points = "[('x', 'f8'), ('y', 'f8')]";
            String dtype = ("[('few', 'f8', N), ('many', 'i4', N), ('flags', '?', N), ('halves', 'f2', N), "
                            + "('names', 'U2', N), ('points', " + points + ", N)]")
                    .replace("N", "" + length);
            RecordAccessor<Arrays1> records = accessor(dtype, order, Arrays1.class);
            boolean[] flags = new boolean[length];
            float[] halves = new float[length];
            for (int i = 0; i < length; i++) {
                flags[i] = i % 3 == 0;
                halves[i] = i / 4f;
            }
            Arrays1 value = new Arrays1(
                    IntStream.range(0, length).asDoubleStream().toArray(),
                    IntStream.range(0, length).map(i -> -i).toArray(),
                    flags,
                    halves,
                    IntStream.range(0, length).mapToObj(i -> "" + i % 100).toArray(String[]::new),
                    IntStream.range(0, length).mapToObj(i -> new Point(i, -i)).toArray(Point[]::new));

            records.set(1, value);

            assertThat(records.get(1)).usingRecursiveComparison().isEqualTo(value);
            assertThat(DoubleAccessor.of(rows.field("few")).get(1, length - 1)).isEqualTo(length - 1);
            assertThat(DoubleAccessor.of(rows.field("points.y")).get(1, length - 1))
                    .isEqualTo(1.0 - length);
            assertThat(BytesAccessor.of(rows).get(0)).containsOnly(0x5a);
            assertThat(BytesAccessor.of(rows).get(2)).containsOnly(0x5a);
        }
    }

    private record Arrays2(double[][] m, Point[][] p, short[][][] t) {}

    @Test
    void arraysOfMoreDimensions() {
        String dtype = "[('m', '<f8', (2, 3)), ('p', [('y', '>f8'), ('x', '<f8')], (20, 2)), ('t', '<i2', (2, 1, 3))]";
        RecordAccessor<Arrays2> records = accessor(dtype, ">", Arrays2.class);
        Point[][] points = new Point[20][2];
        for (int i = 0; i < 40; i++) {
            points[i / 2][i % 2] = new Point(i, i + 0.5);
        }
        Arrays2 value =
                new Arrays2(new double[][] {{1, 2, 3}, {4, 5, 6}}, points, new short[][][] {{{1, 2, 3}}, {{4, 5, 6}}});

        records.set(0, value);

        assertThat(records.get(0)).usingRecursiveComparison().isEqualTo(value);
        assertThat(DoubleAccessor.of(rows.field("m")).get(0, 1, 0)).isEqualTo(4);
        assertThat(DoubleAccessor.of(rows.field("p.x")).get(0, 19, 1)).isEqualTo(39);
        assertThat(ShortAccessor.of(rows.field("t[1,0,2]")).get(0)).isEqualTo((short) 6);
    }

    private record Empty() {}

    private record Nothing(double[] none, Point[] noPoints, Empty empty) {}

    @Test
    void nothing() {
        RecordAccessor<Nothing> records = accessor(
                "[('none', '<f8', 0), ('noPoints', [('x', 'f8'), ('y', 'f8')], 0), ('empty', [])]", "<", Nothing.class);

        records.set(0, new Nothing(new double[0], new Point[0], new Empty()));

        assertThat(records.get(0).none).isEmpty();
        assertThat(records.get(0).noPoints).isEmpty();
        assertThat(records.get(0).empty).isEqualTo(new Empty());
    }

    private record Level3(byte a, Point point) {}

    private record Level2(Level3 below, short b) {}

    private record Level1(int c, Level2 below, Level2 again) {}

    @Test
    void nestedRecords() {
        String level3 = "[('a', 'i1'), ('', 'V3'), ('point', [('x', 'f8'), ('y', 'f8')])]";
        String level2 = "[('b', 'i2'), ('below', " + level3 + ")]";
        RecordAccessor<Level1> records = accessor(
                "[('again', " + level2 + "), ('below', " + level2 + "), ('c', 'i4'), ('more', 'f8')]",
                ">",
                Level1.class);
        Level1 value = new Level1(
                1,
                new Level2(new Level3((byte) 2, new Point(3, 4)), (short) 5),
                new Level2(new Level3((byte) 6, new Point(7, 8)), (short) 9));
        double more = DoubleAccessor.of(rows.field("more")).get(0);

        records.set(0, value);

        assertThat(records.get(0)).isEqualTo(value);
        assertThat(DoubleAccessor.of(rows.field("again.below.point.y")).get(0)).isEqualTo(8);
        assertThat(DoubleAccessor.of(rows.field("more")).get(0)).isEqualTo(more);
        byte[] padding = Arrays.copyOfRange(BytesAccessor.of(rows).get(0), 3, 6);
        assertThat(padding).containsOnly(0x5a);
    }
}
