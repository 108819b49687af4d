package dev.npymap.dtype;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.dtype.StructType.Field;
import dev.npymap.testing.Table;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StructTypeTest {
    static Stream<Arguments> aligned() {
        return Table.rows("dtype/aligned.tsv", 70);
    }

    @ParameterizedTest
    @MethodSource("aligned")
    void alignsAsNumPyDoes(String fields, String offsets, int itemSize, int alignment, String descr) {
        StructType struct = (StructType) align(DType.of(fields));

        assertThat(struct.fields().stream()
                        .map(Field::offset)
                        .map(String::valueOf)
                        .collect(joining(" ")))
                .isEqualTo(offsets);
        assertThat(struct.itemSize()).isEqualTo(itemSize);
        assertThat(struct.alignment()).isEqualTo(alignment);
        assertThat(struct.descr()).isEqualTo(descr);
    }

    /** The same fields, aligned all the way down, as NumPy's {@code align=True} goes. */
    private static DType align(DType dtype) {
        return switch (dtype) {
            case ScalarType scalar -> scalar;
            case SubarrayType subarray -> SubarrayType.of(align(subarray.base()), subarray.shape());
            case StructType struct -> {
                StructType.Builder builder = DType.struct().aligned();
                struct.fields().forEach(field -> builder.field(field.name(), align(field.dtype())));
                yield builder.build();
            }
        };
    }

    @Test
    void packsUnlessToldOtherwise() {
        StructType struct = DType.struct()
                .field("id", DType.INT8)
                .field("pos", DType.FLOAT64, 3)
                .titledField("the time", "t", DType.INT64)
                .build();

        assertThat(struct).hasToString("[('id', '|i1'), ('pos', '<f8', (3,)), (('the time', 't'), '<i8')]");
        assertThat(struct.itemSize()).isEqualTo(33);
        assertThat(struct.alignment()).isEqualTo(1);
    }

    @Test
    void tellsItsFields() {
        StructType struct = DType.struct()
                .field("a", DType.INT8)
                .padding(3)
                .titledField("second", "b", DType.INT32)
                .build();
        Field b = new Field("b", Optional.of("second"), DType.INT32, 4);

        assertThat(struct.fields()).containsExactly(new Field("a", Optional.empty(), DType.INT8, 0), b);
        assertThat(struct.field("b")).contains(b);
        assertThat(struct.field("second")).contains(b);
        assertThat(struct.field("c")).isEmpty();
    }

    @Test
    void paddingIsWrittenAsNumPyWritesIt() {
        StructType struct = DType.struct()
                .padding(1)
                .field("a", DType.INT8)
                .padding(2)
                .padding(0)
                .padding(1)
                .field("b", DType.INT8)
                .padding(4)
                .build();

        assertThat(struct).hasToString("[('', '|V1'), ('a', '|i1'), ('', '|V3'), ('b', '|i1'), ('', '|V4')]");
        assertThat(DType.of(struct.descr())).isEqualTo(struct);
    }

    @Test
    void oneDimensionMoreIsASubarrayOfSubarrays() {
        StructType struct = DType.struct()
                .field("m", SubarrayType.of(DType.INT8, Shape.of(2)), 3)
                .build();

        assertThat(struct).hasToString("[('m', ('|i1', (2,)), (3,))]");
        assertThat(struct.itemSize()).isEqualTo(6);
    }

    @Test
    void emptyStructHasNoSize() {
        assertThat(DType.struct().build()).hasToString("[]");
        assertThat(DType.struct().build().itemSize()).isZero();
    }

    @Test
    void turnsTheByteOrderOfEveryPart() {
        DType struct = DType.of("[('a', '<i4'), ('b', [('c', '>f8'), ('d', '<U3', (2,))]), ('', '|V2')]");

        assertThat(struct.withOrder(ByteOrder.BIG_ENDIAN))
                .hasToString("[('a', '>i4'), ('b', [('c', '>f8'), ('d', '>U3', (2,))]), ('', '|V2')]");
    }

    @Test
    void isAValue() {
        DType struct = DType.of("[('a', '<i4'), ('b', '<i4')]");

        assertThat(struct)
                .isEqualTo(DType.struct()
                        .field("a", DType.INT32)
                        .field("b", DType.INT32)
                        .build())
                .hasSameHashCodeAs(DType.of("[['a', '<i4'], ['b', '<i4']]"));
        assertThat(struct).isNotEqualTo(DType.of("[('b', '<i4'), ('a', '<i4')]"));
        assertThat(struct).isNotEqualTo(DType.of("[('a', '<i4'), ('b', '<i4'), ('', '|V1')]"));
        assertThat(struct).isNotEqualTo(DType.of("[(('t', 'a'), '<i4'), ('b', '<i4')]"));
    }

    @Test
    void builtAlignedEqualsTheSameReadFromAFile() {
        DType built = DType.struct()
                .aligned()
                .field("a", DType.INT8)
                .field("b", DType.INT32)
                .build();

        assertThat(DType.of(built.descr())).isEqualTo(built).hasSameHashCodeAs(built);
    }

    @Test
    void alignmentIsChosenBeforeTheFirstField() {
        assertThatIllegalStateException()
                .isThrownBy(() -> DType.struct().field("a", DType.INT8).aligned())
                .withMessage("aligned() comes before the first field");
        assertThatIllegalStateException()
                .isThrownBy(() -> DType.struct().padding(1).aligned())
                .withMessage("aligned() comes before the first field");
    }

    @Test
    void namesAndTitlesAreUnique() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.struct()
                        .field("a", DType.INT8)
                        .field("a", DType.INT8)
                        .build())
                .withMessage("the name 'a' is already used as a name or title");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DType.struct().titledField("a", "a", DType.INT8).build())
                .withMessage("the name 'a' is already used as a name or title");
    }

    @Test
    void sizesHaveLimits() {
        StructType.Builder full = DType.struct().field("a", DType.bytes(Integer.MAX_VALUE));
        String problem = "a struct of 2147483648 bytes exceeds NumPy's limit of 2147483647 bytes an element";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> full.field("b", DType.INT8))
                .withMessage(problem);
        assertThatIllegalArgumentException().isThrownBy(() -> full.padding(1)).withMessage(problem);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.struct()
                        .aligned()
                        .field("a", DType.INT16)
                        .field("b", DType.bytes(Integer.MAX_VALUE - 2))
                        .build())
                .withMessage(problem);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.struct().padding(-1))
                .withMessage("a padding of -1 bytes");
    }

    /** NumPy would write such a field as padding, and so would we: it would be gone when the file is read. */
    @Test
    void fieldThatWouldBecomePaddingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.struct().field("", DType.raw(4)))
                .withMessage("a field '' of |V4 would be padding in a file; padding(4) makes it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.struct().field("", DType.INT8, 4))
                .withMessage("a field '' of ('|i1', (4,)) would be padding in a file; padding(4) makes it");
        assertThat(DType.struct()
                        .field("", DType.INT8)
                        .titledField("t", "b", DType.raw(4))
                        .build())
                .hasToString("[('', '|i1'), (('t', 'b'), '|V4')]");
    }
}
