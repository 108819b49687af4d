package dev.npymap.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.NpyField;
import dev.npymap.dtype.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("ArrayRecordComponent") // that they are compared by identity does no harm here
class RecordBindingTest {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final String NAME = RecordBindingTest.class.getName() + "$";

    private static Strided rows(String descr) {
        DType dtype = DType.of(descr);
        MemorySegment segment = MemorySegment.ofArray(new byte[dtype.itemSize()]);
        return new Strided(segment, dtype, 0, Shape.of(1), new long[] {dtype.itemSize()});
    }

    private static <T extends Record> RecordAccessor<T> bind(String descr, Class<T> type) {
        return RecordAccessor.of(rows(descr), LOOKUP, type);
    }

    private record Point(float x, double y) {}

    private record Wrong(
            int time,
            double prize,
            Point pos,
            Point[] path,
            @NpyField(name = "price") double again,
            double price,
            double[] m,
            String note,
            Object any) {}

    @Test
    void everyMismatchIsToldAtOnce() {
        String descr = "[('time', '<i8'), ('price', '<f8'), ('pos', [('x', '<f8'), ('z', '<f8')]), "
                + "('path', [('x', '<f4'), ('y', '<f4')], (2,)), ('m', '<f8', (3, 3)), ('note', '|V4'), ('any', '<M8[s]')]";

        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> bind(descr, Wrong.class))
                .withMessage("""
                        the record %sWrong does not match the dtype %s:
                          component time (int): the field 'time' is <i8, in Java long
                          component prize (double): no field 'prize'; the struct has 'time', 'price', 'pos', 'path', 'm', 'note', 'any'
                          component pos.x (float): the field 'pos.x' is <f8, in Java double
                          component pos.y (double): no field 'pos.y'; the struct has 'x', 'z'
                          component path[].y (double): the field 'path[].y' is <f4, in Java float
                          component price (double): the field 'price' is taken by the component again
                          component m (double[]): the field 'm' is ('<f8', (3, 3)), in Java double[][]
                          component note (java.lang.String): the field 'note' is |V4, in Java byte[]
                          component any (java.lang.Object): the field 'any' is <M8[s], in Java long, Instant or LocalDateTime""".formatted(NAME, descr));
    }

    private record One<T>(T a) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "?; boolean",
                "i1; byte",
                "u1; byte",
                "<i2; short",
                ">u2; short",
                "<i4; int",
                "<u8; long",
                "<f2; float",
                "<f4; float",
                "<f8; double",
                "<f16; double",
                "<c8; a record of float re and im",
                "<c32; a record of double re and im",
                "<M8[s]; long, Instant or LocalDateTime",
                "<m8; long or Duration",
                "S3; String",
                "<U3; String",
                "V3; byte[]",
                "2<M8; long[], Instant[] or LocalDateTime[]",
                "(2,3)<i4; int[][]",
                "'i4,f8'; a record",
            })
    void whatWouldSuit(String dtype, String java) {
        String descr = dtype.replace("'", "");

        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> RecordAccessor.of(
                        new Strided(
                                MemorySegment.NULL,
                                DType.struct().field("a", DType.of(descr)).build(),
                                0,
                                Shape.of(0),
                                new long[] {0}),
                        LOOKUP,
                        One.class))
                .withMessage(
                        "the record %sOne does not match the dtype [%s]:\n"
                                + "  component a (java.lang.Object): the field 'a' is %s, in Java %s",
                        NAME, field(descr), DType.of(descr), java);
    }

    private static String field(String descr) {
        String struct = DType.struct().field("a", DType.of(descr)).build().toString();
        return struct.substring(1, struct.length() - 1);
    }

    @Test
    void rowsAreStructs() {
        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> bind("<f8", Point.class))
                .withMessage("asked for the record " + NAME + "Point: a struct with its fields, found <f8");
    }

    @Test
    void nullsAreRefused() {
        Strided rows = rows("[('x', '<f4'), ('y', '<f8')]");

        assertThatNullPointerException().isThrownBy(() -> RecordAccessor.of(rows, null, Point.class));
        assertThatNullPointerException().isThrownBy(() -> RecordAccessor.of(rows, LOOKUP, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordAccessor.of(rows, LOOKUP, Record.class))
                .withMessage("java.lang.Record is no record");
    }

    private record Renamed(
            @NpyField(name = "last price") double price,
            @NpyField(dtype = "f4") double size) {}

    @Test
    void annotationsNameFields() {
        RecordAccessor<Renamed> records = bind("[('last price', '>f8'), ('size', '<f8')]", Renamed.class);

        records.set(0, new Renamed(1, 2));

        assertThat(records.get(0)).isEqualTo(new Renamed(1, 2));
    }

    @Test
    void titlesAreNames() {
        RecordAccessor<Point> records = bind("[(('x', 'first'), '<f4'), ('y', '<f8')]", Point.class);

        records.set(0, new Point(1, 2));

        assertThat(records.get(0)).isEqualTo(new Point(1, 2));
    }

    // Which records a caller can reach.

    /** Private, in a class of this package that is not a nestmate. */
    static final class Elsewhere {
        private record Hidden(Instant at) {}

        static Class<? extends Record> hidden() {
            return Hidden.class;
        }

        private Elsewhere() {}
    }

    @Test
    void aLookupReachesItsModule() {
        assertThat(RecordAccessor.of(rows("[('at', '<M8[s]')]"), LOOKUP, Elsewhere.hidden())
                        .get(0))
                .hasToString("Hidden[at=1970-01-01T00:00:00Z]");
        assertThat(RecordAccessor.of(rows("[('at', '<M8[s]')]"), Elsewhere.hidden())
                        .get(0))
                .hasToString("Hidden[at=1970-01-01T00:00:00Z]");
    }

    /** A record that all can see. */
    public record Open(double x) {}

    @Test
    void aPublicLookupReachesWhatIsPublic() {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();

        assertThat(RecordAccessor.of(rows("[('x', '<f8')]"), lookup, Open.class).get(0))
                .isEqualTo(new Open(0));
        RecordAccessor.of(rows("[('at', '<M8[s]')]"), LOOKUP, Elsewhere.hidden());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordAccessor.of(rows("[('at', '<M8[s]')]"), lookup, Elsewhere.hidden()))
                .withMessage(
                        "no access to the record " + NAME + "Elsewhere$Hidden; the lookup java.lang.Object/publicLookup"
                                + " cannot: pass MethodHandles.lookup() of a class that can see the record")
                .withCauseInstanceOf(IllegalAccessException.class);
    }

    @Test
    void fieldsOfManyStructs() {
        for (String descr : List.of("[('x', '<f8')]", "[('y', '<f8'), ('x', '<f8')]", "[('x', '>f8'), ('', 'V9')]")) {
            RecordAccessor<Open> records = bind(descr, Open.class);
            records.set(0, new Open(0.5));

            assertThat(records.get(0)).isEqualTo(new Open(0.5));
        }
    }

    private static Class<? extends Record> compile(Path folder, String name, int count, String type) throws Exception {
        String components =
                IntStream.range(0, count).mapToObj(i -> type + " c" + i).collect(Collectors.joining(", "));
        Path source =
                Files.writeString(folder.resolve(name + ".java"), "public record " + name + "(" + components + ") {}");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", folder.toString(), source.toString()))
                .isZero();
        return load(folder, name);
    }

    private static Class<? extends Record> load(Path folder, String name) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<? extends Record> type = loader.loadClass(name).asSubclass(Record.class);
            // Loads the records in it while the loader is open.
            assertThat(type.getRecordComponents()).isNotEmpty();
            return type;
        }
    }

    @Test
    void recordsAreOfLimitedWidth(@TempDir Path folder) throws Exception {
        Class<? extends Record> widest = compile(folder, "Widest", 126, "long");
        Class<? extends Record> wider = compile(folder, "Wider", 127, "long");

        assertThat(RecordAccessor.of(rows(DType.of(widest).descr()), widest).get(0))
                .asString()
                .endsWith(", c125=0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordAccessor.of(rows(DType.of(wider).descr()), wider))
                .withMessage(
                        "the record Wider is too wide: its components take 254 slots (a long or a double takes two), and at"
                                + " most 253 can be bound; leave some out, or nest some in a record");
    }

    @Test
    void asManyComponentsAsAConstructorCanTake(@TempDir Path folder) throws Exception {
        Class<? extends Record> ints = compile(folder, "Ints", 253, "int");
        Strided rows = rows(DType.of(ints).descr());

        IntAccessor.of(rows.field("c252")).set(0, 7);
        assertThat(RecordAccessor.of(rows, ints).get(0)).asString().endsWith(", c251=0, c252=7]");
        setToItself(RecordAccessor.of(rows, ints));
        assertThat(IntAccessor.of(rows.field("c252")).get(0)).isEqualTo(7);
    }

    @Test
    void moreFieldsThanOneMethodCanRead(@TempDir Path folder) throws Exception {
        compile(folder, "Longs", 126, "long");
        Class<? extends Record> many = compile(folder, "Many", 30, "Longs");
        Strided rows = rows(DType.of(many).descr());

        LongAccessor.of(rows.field("c29.c125")).set(0, 7);
        assertThat(RecordAccessor.of(rows, many).get(0)).asString().endsWith(", c125=7]]");
        setToItself(RecordAccessor.of(rows, many));
        assertThat(LongAccessor.of(rows.field("c29.c125")).get(0)).isEqualTo(7);
    }

    private static <T extends Record> void setToItself(RecordAccessor<T> records) {
        records.set(0, records.get(0));
    }

    private record Vast(double[][] a, double[] b) {}

    @Test
    void dimensionsFitInArrays() {
        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> bind("[('a', '<f8', (3000000000, 0)), ('b', '<f8', 2)]", Vast.class))
                .withMessageEndingWith(
                        ":\n  component a (double[][]): the field 'a' has a dimension of 3000000000, which is more than a"
                                + " Java array can have");
    }

    @Test
    void oneMakerServesAllWhoMayUseTheConstructor() {
        MethodHandle maker = RecordAccess.by(LOOKUP).maker(Point.class);

        assertThat(RecordAccess.by(LOOKUP).maker(Point.class)).isSameAs(maker);
        assertThat(RecordAccess.by(MethodHandles.lookup()).maker(Point.class)).isSameAs(maker);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordAccess.by(MethodHandles.publicLookup()).maker(Point.class))
                .withMessageStartingWith("no access to the record " + NAME + "Point; ");
    }
}
