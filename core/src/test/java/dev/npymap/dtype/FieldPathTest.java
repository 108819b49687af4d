package dev.npymap.dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FieldPathTest {
    private static final DType POINT = DType.of("[('x', '<f4'), ('y', '<f8')]");

    /** 1 + 12 + 24 + 36 + 24 bytes. */
    private static final StructType STRUCT = DType.struct()
            .field("id", DType.INT8)
            .field("pos", POINT)
            .field("m", DType.FLOAT32, 2, 3)
            .field("pts", POINT, 3)
            .field("deep", SubarrayType.of(DType.INT16, Shape.of(2)), 3, 2)
            .build();

    static Stream<Arguments> paths() {
        return Stream.of(
                arguments("id", 0, "|i1", "()", "[]"),
                arguments("pos", 1, POINT.toString(), "()", "[]"),
                arguments("pos.x", 1, "<f4", "()", "[]"),
                arguments("pos.y", 5, "<f8", "()", "[]"),
                arguments("m", 13, "<f4", "(2, 3)", "[12, 4]"),
                arguments("m[1]", 25, "<f4", "(3,)", "[4]"),
                arguments("m[1,2]", 33, "<f4", "()", "[]"),
                arguments("m[ 1 , 2 ]", 33, "<f4", "()", "[]"),
                arguments("pts", 37, POINT.toString(), "(3,)", "[12]"),
                arguments("pts.y", 41, "<f8", "(3,)", "[12]"),
                arguments("pts[2]", 61, POINT.toString(), "()", "[]"),
                arguments("pts[2].y", 65, "<f8", "()", "[]"),
                arguments("deep", 73, "<i2", "(3, 2, 2)", "[8, 4, 2]"),
                arguments("deep[2]", 89, "<i2", "(2, 2)", "[4, 2]"),
                arguments("deep[2,1]", 93, "<i2", "(2,)", "[2]"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void leadsToAField(String path, int offset, String dtype, String shape, String strides) {
        FieldPath field = FieldPath.of(STRUCT, path);

        assertThat(field.offset()).isEqualTo(offset);
        assertThat(field.dtype()).hasToString(dtype);
        assertThat(field.shape()).hasToString(shape);
        assertThat(Arrays.toString(field.strides())).isEqualTo(strides);
    }

    @Test
    void anExactNameBeatsAPath() {
        DType dtype = DType.of("[('a', [('b', [('c', '<i4')])]), ('a.b', '<f8'), ('m[0]', '<f4'), ('m', '<i8', 2)]");

        assertThat(FieldPath.of(dtype, "a.b").dtype()).isEqualTo(DType.FLOAT64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.of(dtype, "a.b.c"))
                .withMessage("no field 'a.b.c': <f8 has no fields");
        assertThat(FieldPath.of(dtype, "m[0]").dtype()).isEqualTo(DType.FLOAT32);
        assertThat(FieldPath.of(dtype, "m[1]").dtype()).isEqualTo(DType.INT64);
    }

    @Test
    void aTitleIsAName() {
        DType dtype = DType.of("[(('the position', 'pos'), [(('lon.', 'x'), '<f4'), ('y', '<f4')])]");

        assertThat(FieldPath.of(dtype, "the position.lon.").offset()).isZero();
        assertThat(FieldPath.of(dtype, "the position.y").offset()).isEqualTo(4);
    }

    @Test
    void anEmptyNameIsAName() {
        assertThat(FieldPath.of(DType.of("[('a', '<i4'), ('', '<i4')]"), "").offset())
                .isEqualTo(4);
        assertThat(FieldPath.of(DType.of("[('a', '<i4'), ('', [('b', '<i4')])]"), ".b")
                        .offset())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``        | no field ''; the fields are 'id', 'pos', 'm', 'pts', 'deep'
                    `z`       | no field 'z'; the fields are 'id', 'pos', 'm', 'pts', 'deep'
                    `it's`    | no field "it's"; the fields are 'id', 'pos', 'm', 'pts', 'deep'
                    `pos.z`   | no field 'pos.z'; the fields are 'x', 'y'
                    `pos.`    | no field 'pos.'; the fields are 'x', 'y'
                    `pos..x`  | no field 'pos..x'; the fields are 'x', 'y'
                    `id.x`    | `no field 'id.x': |i1 has no fields`
                    `m[1].x`  | no field 'm[1].x': <f4 has no fields
                    `id[0]`   | `the field path 'id[0]' has an index [0] on |i1, which is no sub-array`
                    `pos[0]`  | the field path 'pos[0]' has an index [0] on [('x', '<f4'), ('y', '<f8')], which is no sub-array
                    `m[1`     | the field path 'm[1' has an index [1 on ('<f4', (2, 3)) that does not end in ']'
                    `m[1]x`   | the field path 'm[1]x' has an index [1]x on ('<f4', (2, 3)) that does not end in ']'
                    `m[1][2]` | the field path 'm[1][2]' has an index [2] on <f4, which is no sub-array
                    `m[0,0,0]`| the field path 'm[0,0,0]' has 3 indices for a sub-array of shape (2, 3)
                    `deep[2,1][1]` | the field path 'deep[2,1][1]' has an index [1] on <i2, which is no sub-array
                    `m[]`     | the field path 'm[]' has '' for an index
                    `m[1,]`   | the field path 'm[1,]' has '' for an index
                    `m[a]`    | the field path 'm[a]' has 'a' for an index
                    `m[1.0]`  | the field path 'm[1.0]' has '1.0' for an index
                    """)
    void saysWhatIsWrong(String path, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.of(STRUCT, path))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    m[2]    | Index 2 out of bounds for length 2
                    m[-1]   | Index -1 out of bounds for length 2
                    m[0,3]  | Index 3 out of bounds for length 3
                    pts[3].x| Index 3 out of bounds for length 3
                    """)
    void everyIndexIsCheckedAgainstItsDimension(String path, String message) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> FieldPath.of(STRUCT, path))
                .withMessage(message);
    }

    @Test
    void onlyAStructHasFields() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.of(DType.INT32, "a"))
                .withMessage("no field 'a': <i4 has no fields");
        assertThatNullPointerException().isThrownBy(() -> FieldPath.of(null, "a"));
    }

    @Test
    void emptySubarraysHaveNoItems() {
        DType dtype = DType.of("[('a', '<i4', (0, 2))]");

        assertThat(FieldPath.of(dtype, "a").shape()).isEqualTo(Shape.of(0, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> FieldPath.of(dtype, "a[0]"));
    }
}
