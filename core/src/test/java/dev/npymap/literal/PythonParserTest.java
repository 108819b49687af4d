package dev.npymap.literal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.testing.Table;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonParserTest {
    static Stream<Arguments> literals() {
        return Table.rows("literal/literals.tsv", 240);
    }

    @ParameterizedTest
    @MethodSource("literals")
    void takesWhatPythonTakes(String text, String outcome, String value) {
        if (outcome.equals("accepted")) {
            assertThat(python(PythonParser.parse(text))).isEqualTo(value);
        } else {
            assertThatExceptionOfType(LiteralException.class).isThrownBy(() -> PythonParser.parse(text));
        }
    }

    /** A value as Python writes it; of those without a use in a header, its type alone. */
    private static String python(Literal literal) {
        return switch (literal) {
            case Literal.Text text -> PythonText.repr(text.value());
            case Literal.Int number -> Long.toString(number.value());
            case Literal.Bool bool -> bool.value() ? "True" : "False";
            case Literal.Sequence sequence -> python(sequence);
            case Literal.Dict dict -> python(dict);
            case Literal.Other other ->
                switch (other.kind()) {
                    case "None" -> "NoneType";
                    case "a float" -> "float";
                    case "a complex" -> "complex";
                    default -> other.kind();
                };
        };
    }

    private static String python(Literal.Sequence sequence) {
        String items = sequence.items().stream().map(PythonParserTest::python).collect(Collectors.joining(", "));
        String comma = sequence.items().size() == 1 ? "," : "";
        return sequence.tuple() ? "(" + items + comma + ")" : "[" + items + "]";
    }

    private static String python(Literal.Dict dict) {
        Map<String, String> lastWins = new LinkedHashMap<>();
        dict.entries().forEach(entry -> lastWins.put(python(entry.key()), python(entry.value())));
        StringJoiner out = new StringJoiner(", ", "{", "}");
        lastWins.forEach((key, value) -> out.add(key + ": " + value));
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1, 2", "{1, 2}", "{'a': 1, **{}}", "1+2j", "-(1)", "...", "set()"})
    void leavesOutWhatNoHeaderHolds(String text) {
        assertThatExceptionOfType(LiteralException.class).isThrownBy(() -> PythonParser.parse(text));
    }

    @Test
    void tellsWhereEveryValueStands() {
        String text = " {'a': (1, [True]), 'b': None} ";

        Literal.Dict dict = (Literal.Dict) PythonParser.parse(text);

        assertThat(slice(text, dict)).isEqualTo("{'a': (1, [True]), 'b': None}");
        assertThat(dict.entries())
                .extracting(entry -> slice(text, entry.key()), entry -> slice(text, entry.value()))
                .containsExactly(tuple("'a'", "(1, [True])"), tuple("'b'", "None"));
        List<Literal> items = ((Literal.Sequence) dict.entries().getFirst().value()).items();
        assertThat(items).extracting(item -> slice(text, item)).containsExactly("1", "[True]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ` 'a' 'b' `  | `'a' 'b'`
                    ` 'a' # c `  | `'a'`
                    ` (((12))) ` | `12`
                    ` - 0x1_f `  | `- 0x1_f`
                    ` 1.5e+3 `   | `1.5e+3`
                    ` br'x' `    | `br'x'`
                    ` ( ) `      | `( )`
                    """)
    void aValueEndsWhereItsTextEnds(String text, String value) {
        assertThat(slice(text, PythonParser.parse(text))).isEqualTo(value);
    }

    private static String slice(String text, Literal literal) {
        return text.substring(literal.start(), literal.end());
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                arguments("", 0, "expected a value, found the end of the text"),
                arguments("  $", 2, "expected a value, found '$'"),
                arguments("{'a': }", 6, "expected a value, found '}'"),
                arguments("(,)", 1, "expected a value, found ','"),
                arguments("(true,)", 1, "expected a value, found the name true"),
                arguments("[1, f(2)]", 4, "expected a value, found the name f"),
                arguments("{'a' 1}", 5, "expected ':' after a key, found '1'"),
                arguments("{'a': 1 'b': 2}", 8, "expected ',' or '}', found \"'\""),
                arguments("(1 2)", 3, "expected ',' or ')', found '2'"),
                arguments("(1]", 2, "expected ',' or ')', found ']'"),
                arguments("[1 2]", 3, "expected ',' or ']', found '2'"),
                arguments("(1", 2, "expected ',' or ')', found the end of the text"),
                arguments("(1, 2", 5, "expected ',' or ')', found the end of the text"),
                arguments("(1,", 3, "expected a value, found the end of the text"),
                arguments("1 2", 2, "expected the end of the text, found '2'"),
                arguments("{} x", 3, "expected the end of the text, found 'x'"),
                arguments("(1, f'a')", 4, "unknown string prefix f"),
                arguments("'a' b'b'", 4, "bytes and str in one literal"),
                arguments("('abc", 1, "a string without its closing '"),
                arguments("(\"abc\n\")", 1, "a string without its closing \""),
                arguments("('''abc''", 1, "a string without its closing '''"),
                arguments("'abc\\", 4, "a string without its end"),
                arguments("'ab\\x4'", 3, "an escape with fewer than 2 hexadecimal digits"),
                arguments("'ab\\u123'", 3, "an escape with fewer than 4 hexadecimal digits"),
                arguments("'\\U0011zzzz'", 1, "an escape with fewer than 8 hexadecimal digits"),
                arguments("'\\U00110000'", 1, "an escape past the last code point, U+10FFFF"),
                arguments("'\\N'", 1, "\\N without {NAME}"),
                arguments("'\\N{nobody}'", 1, "\\N with an unknown character name"),
                arguments("-x", 1, "expected a number after its sign, found 'x'"),
                arguments("0x", 2, "expected a digit of base 16, found the end of the text"),
                arguments("0o8", 2, "expected a digit of base 8, found '8'"),
                arguments("0b2", 2, "expected a digit of base 2, found '2'"),
                arguments("12ab", 2, "expected the end of a number, found 'a'"),
                arguments("3L", 1, "expected the end of a number, found 'L'"),
                arguments("(1e+,)", 1, "not a number: 1e+"),
                arguments("(007,)", 1, "an int with leading zeros"),
                arguments("(9223372036854775808,)", 1, "an int that does not fit in 64 bits"),
                arguments("(-9223372036854775809,)", 1, "an int that does not fit in 64 bits"),
                arguments("(b'a\u00e9',)", 4, "a character that is not ASCII in a bytes literal"),
                arguments("{'a': \\ 1}", 7, "expected a line end after '\\', found ' '"),
                arguments("{'a\0': 1}", 3, "a NUL character, which Python source cannot hold"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void saysWhatIsWrongAndWhere(String text, int offset, String problem) {
        LiteralException e = catchThrowableOfType(LiteralException.class, () -> PythonParser.parse(text));

        assertThat(e.problem()).isEqualTo(problem);
        assertThat(e.offset()).isEqualTo(offset);
        assertThat(e).hasMessage("%s, at character %d", problem, offset);
    }

    @Test
    void messagesAreShort() {
        LiteralException e = catchThrowableOfType(
                LiteralException.class, () -> PythonParser.parse("[" + "x".repeat(1_000_000) + "]"));

        assertThat(e).hasMessage("expected a value, found the name %s..., at character 1", "x".repeat(467));
        assertThat(e.problem()).hasSize(503);
    }

    @Nested
    class Python2 {
        @ParameterizedTest
        @ValueSource(strings = {"3L", "(3L,)", "( 3 L, 0x1FL )", "-1L", "0L"})
        void longsAreReadWhereTheCallerAllowsIt(String text) {
            Literal expected = PythonParser.parse(text.replace("L", " "));

            assertThat(python(parse(text))).isEqualTo(python(expected));
        }

        @Test
        void theSuffixIsPartOfTheValue() {
            assertThat(parse(" 12L ")).isEqualTo(new Literal.Int(12, 1, 4));
        }

        @ParameterizedTest
        @ValueSource(strings = {"3LL", "3l", "L", "'a'L", "3.5L", "TrueL"})
        void nothingElseHasASuffix(String text) {
            assertThatExceptionOfType(LiteralException.class).isThrownBy(() -> parse(text));
        }

        private Literal parse(String text) {
            return PythonParser.parse(text, 10, 10, true);
        }
    }

    @Nested
    class Limits {
        @Test
        void asManyBracketsAsAllowedMayBeOpen() {
            String deepest = "[".repeat(200) + "]".repeat(200);

            assertThat(PythonParser.parse(deepest).end()).isEqualTo(400);
            refused(() -> PythonParser.parse("[" + deepest + "]"), "more than 200 nested brackets", 200);
        }

        @Test
        void bracketsOfEveryKindCount() {
            assertThat(PythonParser.parse("{1: [(2,)]}", 3, 10, false).end()).isEqualTo(11);
            refused(() -> PythonParser.parse("{1: [(2,)]}", 2, 10, false), "more than 2 nested brackets", 5);
            refused(() -> PythonParser.parse("(((1)))", 2, 10, false), "more than 2 nested brackets", 2);
        }

        @Test
        void closedBracketsCountNoMore() {
            assertThat(PythonParser.parse("[[], [], [[]]]", 3, 10, false).end()).isEqualTo(14);
        }

        @Test
        void asManyValuesAsAllowedMayBeThere() {
            String five = "{'a': [1, 2]}";

            assertThat(PythonParser.parse(five, 10, 5, false).end()).isEqualTo(13);
            refused(() -> PythonParser.parse(five, 10, 4, false), "more than 4 values", 10);
        }

        private static void refused(ThrowingCallable parse, String problem, int offset) {
            LiteralException e = catchThrowableOfType(LiteralException.class, parse);
            assertThat(e).hasMessage("%s, at character %d", problem, offset);
        }
    }

    /** Ten times the default limit of a header; what is not linear takes minutes or more. */
    static Stream<Arguments> hostileTexts() {
        int size = 10_000_000;
        return Stream.of(
                arguments("digits", "1".repeat(size)),
                arguments("digits of a float without its exponent", "1".repeat(size) + "e"),
                arguments("fraction digits", "1." + "1".repeat(size) + "."),
                arguments("hexadecimal zeros", "0x" + "0".repeat(size)),
                arguments("underscores", "1_".repeat(size / 2)),
                arguments("spaces", " ".repeat(size)),
                arguments("comment", "#".repeat(size)),
                arguments("comments", "#\n".repeat(size / 2)),
                arguments("joined lines", "\\\n".repeat(size / 2)),
                arguments("open brackets", "[".repeat(size)),
                arguments("ints", "[" + "1,".repeat(size / 10) + "]"),
                arguments("ints without the end", "(" + "1,".repeat(size / 10)),
                arguments("empty tuples", "[" + "(),".repeat(size / 10) + "]"),
                arguments("open string", "'" + "a".repeat(size)),
                arguments("joined strings", "'' ".repeat(size / 6)),
                arguments("joined strings and a name", "'' ".repeat(size / 6) + "b".repeat(size)),
                arguments("spaces behind strings", "['' ".repeat(100) + " ".repeat(size)),
                arguments("backslashes", "'" + "\\".repeat(size)),
                arguments("escapes", "'" + "\\x41".repeat(size / 4) + "'"),
                arguments("names of characters", "'" + "\\N{DIGIT ONE}".repeat(size / 14)),
                arguments("open name of a character", "'\\N{" + "A".repeat(size) + "}"),
                arguments("long name", "a".repeat(size)),
                arguments("keys", "{" + "1:1,".repeat(size / 20) + "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileTexts")
    void takesTimeInProportionToTheLength(String name, String text) {
        assertTimeout(Duration.ofSeconds(20), () -> {
            try {
                assertThat(PythonParser.parse(text, 200, Integer.MAX_VALUE, true))
                        .as(name)
                        .isNotNull();
            } catch (LiteralException e) {
                assertThat(e).as(name).hasMessageContaining("at character");
            }
        });
    }
}
