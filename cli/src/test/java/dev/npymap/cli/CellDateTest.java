package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates as NumPy writes them. (The integration tests have NumPy read the same.) */
class CellDateTest {
    private static long count(String dtype, String text) throws CellException {
        return new CellDate((ScalarType) DType.of(dtype)).count(text);
    }

    @ParameterizedTest
    @CsvSource({
        "M8[Y], 1970, 0",
        "M8[Y], 1969-01-01, -1",
        "M8[10Y], 2000, 3",
        "M8[M], 1970-03, 2",
        "M8[M], 1969, -12",
        "M8[W], 1970-01-08, 1",
        "M8[W], 1969-12-25, -1",
        "M8[D], 1970-01-01, 0",
        "M8[D], 1969-12-31, -1",
        "M8[D], 2026, 20454",
        "M8[D], 2024-02-29, 19782",
        "M8[D], 0000-01-01, -719528",
        "M8[D], -0001-01-01, -719893",
        "M8[D], -001-12-31, -719529",
        "M8[h], 1970-01-01T01, 1",
        "M8[m], 1970-01-01 01:02, 62",
        "M8[s], 1970-01-01T00:00:59Z, 59",
        "M8[25s], 1970-01-01T00:00:50, 2",
        "M8[ms], 1969-12-31T23:59:59.999, -1",
        "M8[us], 1970-01-01T00:00:00.5, 500000",
        "M8[ns], 2262-04-11T23:47:16.854775807, 9223372036854775807",
        "M8[D], 1970-01-02T00:00:00.000, 1",
        "M8[as], 1970-01-01T00:00:00.000000000000000007, 7",
        "M8[s], NaT, -9223372036854775808",
    })
    void dateIsACount(String dtype, String text, long count) throws CellException {
        assertThat(count(dtype, text)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "M8[D]; 1970-01-01T12; whole number of units of <M8[D]",
                "M8[Y]; 1970-02; whole number of units of <M8[Y]",
                "M8[M]; 1970-02-02; whole number of units of <M8[M]",
                "M8[10Y]; 1975; whole number of units of <M8[10Y]",
                "M8[s]; 1970-01-01T00:00:00.5; whole number of units of <M8[s]",
                "M8[ns]; 2262-04-11T23:47:16.854775808; whole number of units of <M8[ns]",
                "M8[ns]; 1677-09-21T00:12:43.145224192; whole number of units of <M8[ns]",
                "M8[D]; 2025-02-29; that there is",
                "M8[D]; 2025-13-01; that there is",
                "M8[s]; 2025-01-01T24:00:00; that there is",
                "M8[D]; 26-01-01; as 2026-01-31T12:00:00, or NaT",
                "M8[D]; 2026/01/01; as 2026-01-31T12:00:00, or NaT",
                "M8[s]; 2026-01-01T00:00:00+01:00; as 2026-01-31T12:00:00, or NaT",
            })
    void whatIsNoDateOfTheDtypeIsRefused(String dtype, String text, String part) {
        assertThatExceptionOfType(CellException.class)
                .isThrownBy(() -> count(dtype, text))
                .withMessageEndingWith(part)
                .withMessageStartingWith("a date ");
    }
}
