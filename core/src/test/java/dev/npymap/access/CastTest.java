package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.Table;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CastTest {
    static Stream<Arguments> casts() {
        return Table.rows("access/casts.tsv", 200);
    }

    private static Strided dense(Arena arena, DType dtype, int size, String bytes) {
        MemorySegment segment = arena.allocate(Math.max(1, (long) size * dtype.itemSize()));
        byte[] image = HexFormat.of().parseHex(bytes);
        MemorySegment.copy(image, 0, segment, JAVA_BYTE, 0, image.length);
        return new Strided(segment, dtype, 0, Shape.of(size), new long[] {dtype.itemSize()});
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("casts")
    void valuesBecomeWhatNumPyMakesOfThem(String from, String to, String elements, String before, String after) {
        int size = Integer.parseInt(elements);
        try (Arena arena = Arena.ofConfined()) {
            Strided source = dense(arena, DType.of(from), size, before);
            Strided expected = dense(arena, DType.of(to), size, after);
            Strided target = dense(arena, DType.of(to), size, "");

            source.castTo(target);

            assertThat(values(target)).containsExactlyElementsOf(values(expected));
        }
    }

    /** The bytes of each element, of a NaN the word alone: its bits are whatever the machine makes of them. */
    private static List<String> values(Strided elements) {
        ScalarType type = (ScalarType) elements.dtype();
        int size = type.kind() == ScalarType.Kind.COMPLEX ? type.itemSize() / 2 : type.itemSize();
        boolean isFloat = type.kind() == ScalarType.Kind.FLOAT || type.kind() == ScalarType.Kind.COMPLEX;
        List<ScalarType> floats = List.of(DType.FLOAT16, DType.FLOAT32, DType.FLOAT64, DType.LONGDOUBLE);
        return LongStream.range(0, elements.size() * type.itemSize() / size)
                .mapToObj(i -> {
                    byte[] bytes = elements.segment().asSlice(i * size, size).toArray(JAVA_BYTE);
                    ScalarType part = isFloat
                            ? floats.get(Integer.numberOfTrailingZeros(size) - 1)
                                    .withOrder(type.order())
                            : type;
                    boolean nan = isFloat && Double.isNaN(value(elements.segment(), part, i * size));
                    return nan ? "NaN" : HexFormat.of().formatHex(bytes);
                })
                .toList();
    }

    private static double value(MemorySegment segment, ScalarType type, long offset) {
        Strided one = new Strided(segment, type, offset, Shape.of(1), new long[] {type.itemSize()});
        return switch (type.itemSize()) {
            case 2 -> HalfAccessor.of(one).get(0);
            case 4 -> FloatAccessor.of(one).get(0);
            case 8 -> DoubleAccessor.of(one).get(0);
            default -> LongDoubleAccessor.of(one, LongDoubleFormat.X87).get(0);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, |i1, 0",
        "300, |i1, 127",
        "-300, |i1, -128",
        "Infinity, |i1, 127",
        "1e30, |i1, 127",
        "-1, |u1, 0",
        "300, |u1, -1",
        "NaN, |u1, 0",
        "40000, <i2, 32767",
        "-40000, <i2, -32768",
        "70000, <u2, -1",
        "-0.9, <u2, 0",
        "3e9, <i4, 2147483647",
        "-3e9, <i4, -2147483648",
        "-1, <u4, 0",
        "5e9, <u4, -1",
        "3e9, <u4, -1294967296",
        "NaN, <u4, 0",
        "1e19, <i8, 9223372036854775807",
        "-1e19, <i8, -9223372036854775808",
        "NaN, <i8, 0",
        "-1, <u8, 0",
        "NaN, <u8, 0",
        "13835058055282163712, <u8, -4611686018427387904",
        "2e19, <u8, -1",
        "-Infinity, <u8, 0",
        "Infinity, <u8, -1"
    })
    void integersOutOfRangeAreTheNearest(double value, String dtype, long expected) {
        try (Arena arena = Arena.ofConfined()) {
            for (String from : List.of("<f8", ">f4", "<f16")) {
                Strided source = Arrangement.C_ORDER.place(arena, DType.of(from), Shape.of(1));
                switch (from) {
                    case ">f4" -> FloatAccessor.of(source).set(0, (float) value);
                    case "<f8" -> DoubleAccessor.of(source).set(0, value);
                    default ->
                        LongDoubleAccessor.of(source, LongDoubleFormat.X87).set(0, value);
                }
                Strided target = Arrangement.C_ORDER.place(arena, DType.of(dtype), Shape.of(1));
                Strided wide = Arrangement.C_ORDER.place(arena, DType.of("<i8"), Shape.of(1));

                source.castTo(target);

                // As a signed number of the same width.
                new Strided(
                                target.segment(),
                                DType.of(dtype.replace('u', 'i')),
                                target.baseOffset(),
                                target.shape(),
                                target.strides())
                        .castTo(wide);
                assertThat(LongAccessor.of(wide).get(0)).as(from).isEqualTo(expected);
            }
        }
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.of(
                "|b1", "|i1", "|u1", "<i2", ">u2", ">i4", "<u4", "<i8", ">i8", "<u8", "<f2", ">f4", "<f8", ">f8",
                ">f16");
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.of(0, 1, 2, 3, 40, 7)
                .map(Integer::longValue)
                .list()
                .ofMaxSize(3)
                .filter(dims -> dims.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b) < 4000)
                .map(dims -> Shape.of(dims.stream().mapToLong(Long::longValue).toArray()));
    }

    /** Where elements lie makes no difference to what they become; all other bytes stay what they are. */
    @Property
    void elementsMayLieAnywhere(
            @ForAll("numbers") String from,
            @ForAll("numbers") String to,
            @ForAll boolean overlapping,
            @ForAll("shapes") Shape shape,
            @ForAll Random random) {
        try (Arena arena = Arena.ofConfined()) {
            DType fromType = Scatter.varied(DType.of(from), random);
            DType toType = Scatter.varied(DType.of(to), random);
            long room =
                    LongStream.of(shape.toArray()).map(dim -> Math.max(1, dim)).reduce(200, (a, b) -> a * b);
            MemorySegment memory = arena.allocate(room + 300);
            Scatter.randomise(memory, random);
            Strided target = Scatter.placeIn(memory, random, toType, shape).orElseThrow();
            Strided source = overlapping
                    ? Scatter.placeIn(memory, random, fromType, shape).orElseThrow()
                    : Scatter.place(arena, random, fromType, shape);
            byte[] expected = memory.toArray(JAVA_BYTE);
            List<Integer> sources = Scatter.elements(source);
            List<Integer> targets = Scatter.elements(target);
            for (int i = 0; i < sources.size(); i++) {
                Strided one = new Strided(source.segment(), fromType, sources.get(i), Shape.SCALAR, new long[0]);
                Strided cast = Arrangement.C_ORDER.place(arena, toType, Shape.SCALAR);
                one.castTo(cast);
                MemorySegment.copy(cast.segment(), JAVA_BYTE, 0, expected, targets.get(i), toType.itemSize());
            }

            source.castTo(target);

            assertThat(memory.toArray(JAVA_BYTE)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "|S3, <f8, a number to cast to <f8",
        "<M8[s], <i8, a number to cast to <i8",
        "<i8, <m8[s], a number to cast <i8 to",
        "<f8, |V8, a number to cast <f8 to",
        "<c8, <f8, a complex number to cast <c8 to",
        "<c8, <U2, a complex number to cast <c8 to",
        "<M8[s], <M8[ms], a number to cast to <M8[ms]",
    })
    void otherTypesAreRefused(String from, String to, String asked) {
        try (Arena arena = Arena.ofConfined()) {
            Strided source = Arrangement.C_ORDER.place(arena, DType.of(from), Shape.of(2));
            Strided target = Arrangement.C_ORDER.place(arena, DType.of(to), Shape.of(2));

            assertThatExceptionOfType(DTypeMismatchException.class)
                    .isThrownBy(() -> source.castTo(target))
                    .withMessage("asked for %s, found %s", asked, asked.contains(" cast to ") ? from : to);
        }
    }

    @Test
    void whatDiffersInByteOrderAloneIsCopied() {
        try (Arena arena = Arena.ofConfined()) {
            Strided source = Arrangement.C_ORDER.place(arena, DType.of("[('t', '<M8[s]'), ('s', '|S3')]"), Shape.of(2));
            Strided target = Arrangement.C_ORDER.place(arena, DType.of("[('t', '>M8[s]'), ('s', '|S3')]"), Shape.of(2));
            DatetimeAccessor.of(source.field("t")).copyFrom(new long[] {1, 2}, 0);

            source.castTo(target);

            assertThat(DatetimeAccessor.of(target.field("t")).toArray()).containsExactly(1, 2);
        }
    }

    @Test
    void shapeAndWritabilityAreChecked() {
        try (Arena arena = Arena.ofConfined()) {
            Strided source = Arrangement.C_ORDER.place(arena, DType.of("<i4"), Shape.of(2));
            Strided target = Arrangement.C_ORDER.place(arena, DType.of("<f8"), Shape.of(3));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> source.castTo(target))
                    .withMessage("elements of shape (2,) do not fit a target of shape (3,)");
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> source.castTo(new Strided(
                            target.segment().asReadOnly(), target.dtype(), 0, source.shape(), target.strides())))
                    .withMessageStartingWith("the array is mapped READ_ONLY");
        }
    }
}
