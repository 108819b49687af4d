package dev.npymap.literal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Python's tokens may be apart, and where a line end is more than space. */
class LineEndsTest {
    @ParameterizedTest
    @ValueSource(strings = {"(3L,)", "(3 L,)", "(3\t\fL,)", "(3\\\nL,)", "(3 \\\r\n L,)"})
    void suffixOfAnIntMayStandApart(String text) {
        assertThat(python2(text))
                .isInstanceOfSatisfying(
                        Literal.Sequence.class,
                        tuple -> assertThat(tuple.items())
                                .singleElement()
                                .isInstanceOfSatisfying(
                                        Literal.Int.class,
                                        dim -> assertThat(dim.value()).isEqualTo(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(3\nL,)", "(3\r\nL,)", "(3 # three\nL,)"})
    void suffixOfAnIntDoesNotBeginALine(String text) {
        assertThatThrownBy(() -> python2(text))
                .isInstanceOf(LiteralException.class)
                .hasMessageStartingWith("expected ',' or ')', found 'L'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\\\n", "3\\\r\n", "3 \\\r"})
    void nothingIsJoinedToTheLastLine(String text) {
        assertThatThrownBy(() -> PythonParser.parse(text))
                .isInstanceOf(LiteralException.class)
                .hasMessageStartingWith(
                        "expected a line after the one that '\\' joins to it, found the end of the text");
    }

    @Test
    void joinedLines() {
        assertThat(PythonParser.parse("(1,\\\n2,\\\r\n\\\r3)\\\n ").kind()).isEqualTo("a tuple");
    }

    private static Literal python2(String text) {
        return PythonParser.parse(text, PythonParser.MAX_DEPTH, Integer.MAX_VALUE, true);
    }
}
