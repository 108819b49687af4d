package dev.npymap.dtype;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.testing.Table;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DTypeOfTest {
    static Stream<Arguments> dtypes() {
        return Table.rows("dtype/dtypes.tsv", 1300);
    }

    /** What NumPy takes by accident: an overflow, a dict for no fields, an int for a title, a tuple's third item ignored. */
    private static final Set<String> REFUSED_ALL_THE_SAME = Set.of(
            "m8[W/13]",
            "m8[W/52]",
            "m8[W/100]",
            "m8[W/365]",
            "m8[W/1000]",
            "m8[W/1000000]",
            "M8[s/-5]",
            "M8[2147483647s/10]",
            "=3<i4",
            "{}",
            "[((1, 'a'), '<i4')]",
            "('<i4', (3,), 1)");

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("dtypes")
    void takesWhatNumPyTakes(
            String kind, String text, String outcome, String descr, String itemSize, String alignment) {
        if (outcome.equals("accepted") && !REFUSED_ALL_THE_SAME.contains(text)) {
            DType dtype = DType.of(text);

            assertThat(dtype.descr()).isEqualTo(descr);
            assertThat(dtype.itemSize()).hasToString(itemSize);
            assertThat(dtype.alignment()).hasToString(alignment);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> DType.of(text));
        }
    }

    static Stream<Arguments> problems() {
        String objects =
                " holds Python objects, which NumPy stores as a pickle: reading one can run any code, so npymap"
                        + " refuses it";
        return Stream.of(
                arguments("", 0, "expected a dtype, found ''"),
                arguments("<x4", 0, "expected a dtype, found '<x4'"),
                arguments("f12", 0, "expected a dtype, found 'f12'"),
                arguments("O", 0, "the dtype 'O'" + objects),
                arguments("|O8", 0, "the dtype '|O8'" + objects),
                arguments("object", 0, "the dtype 'object'" + objects),
                arguments("T", 0, "the dtype 'T'" + objects),
                arguments("[('a', '<i4'), ('b', '|O')]", 21, "the dtype '|O'" + objects),
                arguments("[('a', [('b', ('O', (2,)))])]", 15, "the dtype 'O'" + objects),
                arguments("M8[lightyear]", 0, "expected a datetime unit such as [ns] or [25s], found '[lightyear]'"),
                arguments("<M8[ns", 0, "expected a dtype, found '<M8[ns'"),
                arguments("m8[2147483648s]", 0, "a datetime unit of [2147483648s] cannot be expressed"),
                arguments("m8[s/7]", 0, "a datetime unit of [s/7] cannot be expressed"),
                arguments("m8[s/0]", 0, "a datetime unit of [s/0] cannot be expressed"),
                arguments("i4;f8", 0, "expected a dtype, found 'i4;f8'"),
                arguments("i4,f8;", 5, "expected ',' between dtypes"),
                arguments("i4,,f8", 3, "expected a value, found ','"),
                arguments("i4,x", 3, "expected a dtype, found 'x'"),
                arguments(" i4,f8", 0, "expected a dtype, found a space"),
                arguments("i4,<3>f8", 3, "two byte orders, < and >"),
                arguments("i4,(2 3)f8", 6, "expected ',' or ')', found '3'"),
                arguments("(-1)i4", 0, "expected a dtype, found '(-1)i4'"),
                arguments(
                        "S2147483647,i4",
                        0,
                        "a struct of 2147483651 bytes exceeds NumPy's limit of 2147483647 bytes an element"),
                arguments("'x'", 0, "expected a dtype, found 'x'"),
                arguments("{'a': 1}", 0, "expected a dtype as a str, list or tuple, found a dict"),
                arguments("('<i4',)", 0, "expected a sub-array as (dtype, shape), found a tuple of 1"),
                arguments("('<i4', 'x')", 8, "expected a dimension of a sub-array, found a str"),
                arguments("('<i4', (2, True))", 12, "expected a dimension of a sub-array, found a bool"),
                arguments("('<i4', (2, -1))", 8, "a negative dimension, -1, in the shape (2, -1)"),
                arguments("('|S0', (2,))", 8, "a sub-array of |S0, which has no size"),
                arguments("('|S0', -2)", 8, "a length of -2 for the dtype S"),
                arguments(
                        "('<i8', (2, 1000000000))",
                        8,
                        "a sub-array of shape (2, 1000000000) of <i8 exceeds NumPy's limit of 2147483647 bytes an element"),
                arguments(
                        "[('a', '|S2147483647'), ('b', '|u1')]",
                        24,
                        "a struct of 2147483648 bytes exceeds NumPy's limit of 2147483647 bytes an element"),
                arguments("[1]", 1, "expected a field as (name, dtype) or (name, dtype, shape), found an int"),
                arguments("[('a',)]", 1, "expected a field as (name, dtype) or (name, dtype, shape), found a tuple"),
                arguments("[(1, '<i4')]", 2, "expected a field's name as a str, found an int"),
                arguments("[((1, 'a'), '<i4')]", 3, "expected a field's name as a str, found an int"),
                arguments("[('a', '<i4'), ('a', '<i4')]", 0, "the name 'a' is already used as a name or title"),
                arguments("[(('a', 'b'), '<i4'), ('a', '<i4')]", 0, "the name 'a' is already used as a name or title"),
                arguments(
                        "[('a', '<i4'), (('a', 'b'), '<i4')]", 0, "the title 'a' is already used as a name or title"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void saysWhatIsWrongAndWhere(String text, int offset, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.of(text))
                .withMessage("%s, at character %d", problem, offset);
    }

    @Test
    void shapeOfASubarrayMayBeWrittenByPython2() {
        assertThat(DType.of("[('a', '<i4', (2L, 3L))]")).isEqualTo(DType.of("[('a', '<i4', (2, 3))]"));
    }

    @Test
    void nullIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> DType.of((String) null));
    }

    /** Twice a header's default limit; what is not linear takes an hour. */
    static Stream<Arguments> hostileTexts() {
        int size = 2_000_000;
        return Stream.of(
                arguments("spaces between", "i4" + " ".repeat(size) + "x,i4"),
                arguments("spaces behind", "i4,i4" + " ".repeat(size)),
                arguments("digits", "1".repeat(size)),
                arguments("brackets", "M8" + "[".repeat(size)),
                arguments("digits of a unit", "M8[" + "1".repeat(size) + "s]"),
                arguments("letters of a unit", "M8[" + "s".repeat(size) + "]"),
                arguments("zeros", "f" + "0".repeat(size) + "8"),
                arguments("signs", "i4," + "<".repeat(size)),
                arguments("repeats", "(" + "1,".repeat(size / 2) + ")i4"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileTexts")
    void takesTimeInProportionToTheLength(String name, String text) {
        assertTimeout(Duration.ofSeconds(20), () -> {
            try {
                assertThat(DType.of(text)).as(name).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e).as(name).hasMessageContaining("at character");
            }
        });
    }

    @Test
    void manyFieldsTakeTimeInProportion() {
        String fields = IntStream.range(0, 100_000)
                .mapToObj(i -> "('" + i + "', '<i4')")
                .collect(joining(", "));

        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(DType.of("[" + fields + "]").itemSize()).isEqualTo(400_000));
    }
}
