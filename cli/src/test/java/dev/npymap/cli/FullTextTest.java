package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullTextTest {
    /** What Python says to {@code "%#.17g" % x}, but for 1e16. */
    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0000000000000000",
        "-0.0, 0.0000000000000000",
        "1, 1.0000000000000000",
        "-2.5, -2.5000000000000000",
        "0.1, 0.10000000000000001",
        "0.001, 0.0010000000000000000",
        "0.0001, 0.00010000000000000000",
        "0.00001, 1.0000000000000001e-05",
        "123456.789, 123456.78900000000",
        "1e15, 1000000000000000.0",
        "1e16, 10000000000000000.0",
        "1e17, 1.0000000000000000e+17",
        "-1e300, -1.0000000000000001e+300",
        "5e-324, 4.9406564584124654e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.99999999999999999, 1.0000000000000000",
        "9.9999999999999999e22, 9.9999999999999992e+22",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity"
    })
    void doublesHaveSeventeenDigitsAndAPoint(double value, String text) {
        assertThat(FullText.of(value)).isEqualTo(text);
        assertThat(Double.valueOf(text)).isEqualTo(Double.valueOf(value + 0.0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0000000000000000",
        "7, 7.0000000000000000",
        "-128, -128.00000000000000",
        "1234567890123456, 1234567890123456.0",
        "12345678901234567, 12345678901234567.0",
        "-9223372036854775808, -9223372036854775808.0",
        "18446744073709551615, 18446744073709551615.0"
    })
    void integersHaveAllOfTheirDigits(BigDecimal value, String text) {
        assertThat(FullText.ofInteger(value)).isEqualTo(text);
    }

    @Test
    void manyDoublesReadBackTheSame() {
        for (double value = 1e-320; value < 1e307; value *= 17.3) {
            assertThat(Double.parseDouble(FullText.of(value))).isEqualTo(value);
            assertThat(FullText.of(-value)).contains(".");
        }
    }

    @Test
    void digitsAreThoseOfPythonWhereverItRuns() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("th-TH-u-nu-thai"));
        try {
            assertThat(String.format("%d", 7)).isNotEqualTo("7");
            assertThat(FullText.of(1e300)).isEqualTo("1.0000000000000001e+300");
            assertThat(FullText.of(-0.00001)).isEqualTo("-1.0000000000000001e-05");
        } finally {
            Locale.setDefault(before);
        }
    }
}
