package dev.npymap.literal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
    private static Literal parse(String text) {
        return JsonParser.parse(text, 4, 20);
    }

    /** The value as Java's records print it, without the places. */
    private static String read(String text) {
        return parse(text).toString().replaceAll(", start=\\d+, end=\\d+", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0|Int[value=0]",
                "-0|Int[value=0]",
                " 12\t|Int[value=12]",
                "9223372036854775807|Int[value=9223372036854775807]",
                "-9223372036854775808|Int[value=-9223372036854775808]",
                "\"\"|Text[value=]",
                "\"a'b\"|Text[value=a'b]",
                "\"\\\"\\\\\\/\"|Text[value=\"\\/]",
                "\"\\u0041\\u00e9\\uD83D\\ude00\"|Text[value=Aé😀]",
                "\"é😀\"|Text[value=é😀]",
                "[]|Sequence[items=[], tuple=false]",
                "[ 1 ,[ ] ]|Sequence[items=[Int[value=1], Sequence[items=[], tuple=false]], tuple=false]",
                "{}|Dict[entries=[]]",
                "{ \"a\" : 1 , \"b\":[{}]}|Dict[entries=[Entry[key=Text[value=a], value=Int[value=1]], "
                        + "Entry[key=Text[value=b], value=Sequence[items=[Dict[entries=[]]], tuple=false]]]]"
            })
    void values(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @Test
    void escapes() {
        assertThat(((Literal.Text) parse("\"\\b\\f\\n\\r\\t\\u0000\"")).value()).isEqualTo("\b\f\n\r\t\0");
    }

    @Test
    void placesAreThoseOfTheText() {
        Literal.Dict dict = (Literal.Dict) parse(" {\"a\": [1, 23] } ");

        assertThat(dict.start()).isEqualTo(1);
        assertThat(dict.end()).isEqualTo(16);
        Literal list = dict.entries().getFirst().value();
        assertThat(list.start()).isEqualTo(7);
        assertThat(list.end()).isEqualTo(14);
        assertThat(((Literal.Sequence) list).items().get(1).start()).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|expected an object, an array, a string or an integer, found the end of the text, at character 0",
                "true|expected an object, an array, a string or an integer, found 't', at character 0",
                "null|expected an object, an array, a string or an integer, found 'n', at character 0",
                "'a'|expected an object, an array, a string or an integer, found \"'\", at character 0",
                "# a|expected an object, an array, a string or an integer, found '#', at character 0",
                "+1|expected an object, an array, a string or an integer, found '+', at character 0",
                "1 2|expected the end of the text, found '2', at character 2",
                "1.5|expected the end of an integer, found '.', at character 1",
                "1e3|expected the end of an integer, found 'e', at character 1",
                "01|an integer with leading zeros, at character 0",
                "-|expected a digit, found the end of the text, at character 1",
                "9223372036854775808|an integer that does not fit in 64 bits, at character 0",
                "[1,]|expected an object, an array, a string or an integer, found ']', at character 3",
                "[1 2]|expected ',' or ']', found '2', at character 3",
                "[1|expected ',' or ']', found the end of the text, at character 2",
                "{\"a\":1,}|expected a key in double quotes, found '}', at character 7",
                "{1:1}|expected a key in double quotes, found '1', at character 1",
                "{\"a\" 1}|expected ':' after a key, found '1', at character 5",
                "{\"a\":1]|expected ',' or '}', found ']', at character 6",
                "\"a|expected '\"', found the end of the text, at character 2",
                "\"\\x41\"|expected one of \"\\/bfnrtu after a backslash, found 'x', at character 2",
                "\"\\u00g0\"|expected four hexadecimal digits, found 'g', at character 5",
                "\"\\u0\"|expected four hexadecimal digits, found '\"', at character 4",
                "\"\\ud83d\"|a string with half a surrogate pair, at character 0",
                "[[[[[]]]]]|more than 4 nested brackets, at character 4"
            })
    void whatIsNotOurJsonIsRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(LiteralException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\nb\"", "\"a\tb\"", "\"a\0b\""})
    void controlCharactersMustBeEscaped(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(LiteralException.class)
                .hasMessageStartingWith("expected no control character in a string, found ");
    }

    @Test
    void theNumberOfValuesIsBounded() {
        String twenty = "[" + "0, ".repeat(18) + "0]";

        assertThat(parse(twenty)).isInstanceOf(Literal.Sequence.class);
        assertThatThrownBy(() -> parse(twenty.replace("]", ", 0]")))
                .isInstanceOf(LiteralException.class)
                .hasMessageStartingWith("more than 20 values, at character ");
    }

    @Property
    void anyStringThatIsWrittenIsRead(@ForAll String value) {
        boolean half = value.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
        if (half) {
            assertThatIllegalArgumentException().isThrownBy(() -> JsonText.quote(value));
        } else {
            assertThat(((Literal.Text) parse(JsonText.quote(value))).value()).isEqualTo(value);
        }
    }
}
