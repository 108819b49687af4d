package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.access.Accessor;
import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.LongDoubleFormat;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.testing.NpyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of accessor is to be had of elements and of fields, and of its own dtypes alone. */
class NpyArrayTest {
    @TempDir
    private Path folder;

    private record Getters(
            String dtype, Function<NpyArray, Accessor> ofElements, BiFunction<NpyArray, String, Accessor> ofField) {}

    private static final Map<String, Getters> GETTERS = new LinkedHashMap<>();

    private static void add(
            String dtype, Function<NpyArray, Accessor> ofElements, BiFunction<NpyArray, String, Accessor> ofField) {
        GETTERS.put(dtype, new Getters(dtype, ofElements, ofField));
    }

    static {
        add("|b1", NpyArray::booleans, NpyArray::booleans);
        add("|u1", NpyArray::bytes, NpyArray::bytes);
        add(">i2", NpyArray::shorts, NpyArray::shorts);
        add("<u4", NpyArray::ints, NpyArray::ints);
        add(">i8", NpyArray::longs, NpyArray::longs);
        add("<f2", NpyArray::halfs, NpyArray::halfs);
        add(">f4", NpyArray::floats, NpyArray::floats);
        add("<f8", NpyArray::doubles, NpyArray::doubles);
        add("<f16", NpyArray::longDoubles, NpyArray::longDoubles);
        add(
                ">f16",
                array -> array.longDoubles(LongDoubleFormat.IEEE_QUAD),
                (array, path) -> array.longDoubles(path, LongDoubleFormat.IEEE_QUAD));
        add("<c16", NpyArray::complexes, NpyArray::complexes);
        add(
                ">c32",
                array -> array.complexes(LongDoubleFormat.IEEE_QUAD),
                (array, path) -> array.complexes(path, LongDoubleFormat.IEEE_QUAD));
        add("<M8[ms]", NpyArray::datetimes, NpyArray::datetimes);
        add(">m8[D]", NpyArray::timedeltas, NpyArray::timedeltas);
        add("<U5", NpyArray::strings, NpyArray::strings);
        add("|S5", NpyArray::strings, NpyArray::strings);
        add("|V5", NpyArray::rawBytes, NpyArray::rawBytes);
    }

    static Stream<String> dtypes() {
        return GETTERS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("dtypes")
    void hasAnAccessorOfElementsAndOfFields(String dtype) throws IOException {
        Getters getters = GETTERS.get(dtype);
        DType struct = DType.struct()
                .field("before", DType.INT8)
                .field("inner", DType.struct().field("a", DType.of(dtype), 3).build())
                .build();
        NpyArray elements = Npy.map(NpyFiles.zeros(folder.resolve("e.npy"), DType.of(dtype), 2));
        NpyArray fields = Npy.map(NpyFiles.zeros(folder.resolve("f.npy"), struct, 2));

        assertThat(getters.ofElements.apply(elements).shape()).isEqualTo(Shape.of(2));
        assertThat(getters.ofField.apply(fields, "inner.a").shape()).isEqualTo(Shape.of(2, 3));
        assertThat(getters.ofField.apply(fields, "inner.a[2]").shape()).isEqualTo(Shape.of(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> getters.ofField.apply(fields, "inner.b"))
                .withMessage("no field 'inner.b'; the fields are 'a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> getters.ofField.apply(elements, "a"))
                .withMessage("no field 'a': %s has no fields", dtype);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> getters.ofField.apply(fields, "inner.a[3]"))
                .withMessage("Index 3 out of bounds for length 3");
    }

    static Stream<String> dtypesThatMismatch() {
        return dtypes().filter(dtype -> !dtype.startsWith("|V"));
    }

    @ParameterizedTest
    @MethodSource("dtypesThatMismatch")
    void mismatchNamesBothTypes(String dtype) throws IOException {
        Getters getters = GETTERS.get(dtype);
        NpyArray structs = Npy.map(NpyFiles.zeros(folder.resolve("s.npy"), DType.of("[('a', '|V3')]"), 2));

        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> getters.ofElements.apply(structs))
                .withMessageMatching("asked for an? .*, found \\[\\('a', '\\|V3'\\)]");
        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(() -> getters.ofField.apply(structs, "a"))
                .withMessageMatching("asked for an? .*, found \\|V3 in the field 'a'");
    }

    @Test
    void mismatchOfAStructOfManyFieldsIsShort() throws IOException {
        String many =
                IntStream.range(0, 500).mapToObj(i -> "('f" + i + "', '<i4')").collect(Collectors.joining(", "));
        NpyArray structs = Npy.map(NpyFiles.zeros(folder.resolve("s.npy"), DType.of("[" + many + "]"), 2));

        assertThatExceptionOfType(DTypeMismatchException.class)
                .isThrownBy(structs::doubles)
                .withMessageMatching("asked for a double: <f8 or >f8, found \\[\\('f0', '<i4'\\).{180,200}\\.\\.\\.");
    }

    @Test
    void fieldsOfAZeroDimensionalArrayHaveNoRows() throws IOException {
        NpyArray one = Npy.create(folder.resolve("s.npy"), DType.of("[('m', '<f8', (3,))]"), Shape.of());

        assertThat(one.field("m").shape()).isEqualTo(Shape.of(3));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> one.field("m").rows())
                .withMessage("a 0-d array has no rows");
    }

    @Test
    void windowTellsTheShapeOfTheWholeFile() throws IOException {
        Npy.create(folder.resolve("s.npy"), DType.INT8, Shape.of(10, 2));

        assertThat(Npy.map(folder.resolve("s.npy"), Window.rows(3, 5)).fileShape())
                .isEqualTo(Shape.of(10, 2));
    }

    @Test
    void rawBytesAreToBeHadOfStructs() throws IOException {
        NpyArray structs = Npy.create(folder.resolve("s.npy"), DType.of("[('a', '<i2'), ('b', '|S3')]"), Shape.of(2));

        structs.rawBytes().set(1, new byte[] {1, 0, 'x', 'y', 'z'});

        assertThat(structs.shorts("a").get(1)).isEqualTo((short) 1);
        assertThat(structs.strings("b").get(1)).isEqualTo("xyz");
    }

    @Test
    void longDoubleIsX87UnlessToldOtherwise() throws IOException {
        NpyArray array = Npy.create(folder.resolve("g.npy"), DType.LONGDOUBLE, Shape.of(1));

        array.longDoubles().set(0, 1.5);

        assertThat(array.longDoubles(LongDoubleFormat.X87).get(0)).isEqualTo(1.5);
        assertThat(array.longDoubles(LongDoubleFormat.IEEE_QUAD).get(0)).isNotEqualTo(1.5);
    }

    @Test
    void elementsAreWhatAnyAccessorIsMadeFrom() throws IOException {
        NpyArray array = Npy.create(folder.resolve("a.npy"), DType.of("<i4"), Shape.of(2, 3));

        assertThat(array.elements().segment()).isSameAs(array.segment());
        assertThat(array.elements().shape()).isEqualTo(array.shape());
        assertThat(array.elements().strides()).isEqualTo(array.strides());
        assertThat(((ScalarType) array.dtype()).kind()).isEqualTo(ScalarType.Kind.INT);
    }
}
