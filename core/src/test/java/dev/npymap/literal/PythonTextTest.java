package dev.npymap.literal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.testing.Table;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PythonTextTest {
    static Stream<Arguments> reprs() {
        return Table.rows("literal/reprs.tsv", 320);
    }

    @ParameterizedTest
    @MethodSource("reprs")
    void reprIsPythons(String codePoints, String repr) {
        assertThat(PythonText.repr(text(codePoints))).isEqualTo(repr);
    }

    @ParameterizedTest
    @MethodSource("reprs")
    void reprIsReadBack(String codePoints, String repr) {
        assertThat(PythonParser.parse(repr)).isEqualTo(new Literal.Text(text(codePoints), 0, repr.length()));
    }

    /** The table holds code points in hexadecimal, since a lone surrogate has no encoding. */
    private static String text(String codePoints) {
        return Pattern.compile("[0-9a-f]+")
                .matcher(codePoints)
                .results()
                .map(codePoint -> Character.toString(Integer.parseInt(codePoint.group(), 16)))
                .collect(Collectors.joining());
    }
}
