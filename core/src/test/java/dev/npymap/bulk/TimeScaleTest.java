package dev.npymap.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.testing.Table;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeScaleTest {
    private static TimeScale scale(String dtype) {
        return new TimeScale((ScalarType) DType.of(dtype));
    }

    static Stream<Arguments> texts() {
        return Table.rows("bulk/datetimes.tsv", 480);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsNumPys(String dtype, long count, String text) {
        assertThat(scale(dtype).toText(count)).isEqualTo(text);
    }

    /** Of years 0 to 9999, which both write alike. */
    static Stream<Arguments> commonYears() {
        return texts().filter(row -> ((String) row.get()[2]).matches("[0-9]{4}(-.*)?"));
    }

    @ParameterizedTest
    @MethodSource("commonYears")
    void instantAgreesWithNumPysText(String dtype, long count, String text) {
        String whole = "0000-01-01T00:00:00";
        String padded = text.length() < whole.length() ? text + whole.substring(text.length()) : text;
        boolean tooFine = !padded.matches(".{19}(\\.[0-9]{0,9}0*)?");
        if (tooFine) {
            assertThatExceptionOfType(DateTimeException.class)
                    .isThrownBy(() -> scale(dtype).toInstant(count));
        } else {
            Instant expected = Instant.parse(padded.substring(0, Math.min(padded.length(), 29)) + "Z");
            assertThat(scale(dtype).toInstant(count)).isEqualTo(expected);
        }
    }

    @Test
    void yearsPastThoseOfNumPyAreRight() {
        assertThat(scale("M8[Y]").toText(Long.MAX_VALUE)).isEqualTo("9223372036854777777");
        assertThat(scale("M8[2147483647Y]").toText(Long.MAX_VALUE)).isEqualTo("19807040619342712359383730099");
        assertThat(scale("M8[W]").toText(Long.MIN_VALUE + 1)).isEqualTo("-176769144494363912-01-08");
    }

    @Test
    void genericCountsHaveNoMeaning() {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale("M8").toText(1))
                .withMessage("there is no unit in the dtype <M8");
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale("M8").toInstant(1))
                .withMessage("there is no unit in the dtype <M8");
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale("m8").toDuration(1))
                .withMessage("there is no unit in the dtype <m8");
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale("M8").toCount(Instant.EPOCH))
                .withMessage("there is no unit in the dtype <M8");
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale("m8").toCount(Duration.ZERO))
                .withMessage("there is no unit in the dtype <m8");
        assertThat(scale("M8").toText(Long.MIN_VALUE)).isEqualTo("NaT");
    }

    @Test
    void notATimeIsNoTime() {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale("M8[ns]").toInstant(Long.MIN_VALUE))
                .withMessage("not-a-time (NaT) in the dtype <M8[ns]");
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale("m8[Y]").toDuration(Long.MIN_VALUE))
                .withMessage("not-a-time (NaT) in the dtype <m8[Y]");
    }

    static Stream<Arguments> instants() {
        return Stream.of(
                arguments("M8[Y]", -1, "1969-01-01T00:00:00Z"),
                arguments("M8[10Y]", 3, "2000-01-01T00:00:00Z"),
                arguments("M8[M]", -13, "1968-12-01T00:00:00Z"),
                arguments("M8[W]", 1, "1970-01-08T00:00:00Z"),
                arguments("M8[D]", 11016, "2000-02-29T00:00:00Z"),
                arguments("M8[25s]", -1, "1969-12-31T23:59:35Z"),
                arguments("M8[ms]", -1, "1969-12-31T23:59:59.999Z"),
                arguments("M8[ns]", Long.MAX_VALUE, "2262-04-11T23:47:16.854775807Z"),
                arguments("M8[ps]", -1000, "1969-12-31T23:59:59.999999999Z"),
                arguments("M8[as]", 3_000_000_000L, "1970-01-01T00:00:00.000000003Z"),
                arguments("M8[s]", Instant.MAX.getEpochSecond(), "+1000000000-12-31T23:59:59Z"),
                arguments("M8[s]", Instant.MIN.getEpochSecond(), "-1000000000-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("instants")
    void countsAreInstants(String dtype, long count, String instant) {
        assertThat(scale(dtype).toInstant(count)).isEqualTo(Instant.parse(instant));
        assertThat(scale(dtype).toCount(Instant.parse(instant))).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "<M8[s], 31556889864403200",
        "<M8[s], -31557014167219201",
        "<M8[D], 9223372036854775807",
        "<M8[Y], 9223372036854775807",
        "<M8[Y], 999999999999",
        "<M8[M], -9223372036854775807",
        "<M8[2147483647W], 9223372036854775807",
        "<M8[ps], 999",
        "<M8[as], -1"
    })
    void countsThatNoInstantIsAreRefused(String dtype, long count) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale(dtype).toInstant(count))
                .withMessage("the count %d does not fit exactly in java.time in the dtype %s", count, dtype);
    }

    @ParameterizedTest
    @CsvSource({
        "<M8[D], 1970-01-01T00:00:01Z, or too many",
        "<M8[25s], 1970-01-01T00:00:26Z, or too many",
        "<M8[ms], 1970-01-01T00:00:00.000000001Z, or too many",
        "<M8[as], 2262-04-11T00:00:00Z, or too many",
        "<M8[ns], 2262-04-11T23:47:16.854775808Z, or too many",
        "<M8[ns], 1677-09-21T00:12:43.145224192Z, or too many",
        "<M8[0s], 1970-01-01T00:00:01Z, or too many",
        "<M8[0s], 1970-01-01T00:00:00Z, or too many"
    })
    void instantsThatNoCountIsAreRefused(String dtype, Instant instant, String reason) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale(dtype).toCount(instant))
                .withMessage("%s is no whole number of units, %s in the dtype %s", instant, reason, dtype);
    }

    @ParameterizedTest
    @CsvSource({
        "<M8[Y], 1971-02-01T00:00:00Z",
        "<M8[10Y], 1971-01-01T00:00:00Z",
        "<M8[M], 1970-01-02T00:00:00Z",
        "<M8[M], 1970-01-01T00:00:00.000000001Z",
        "<M8[0M], 1970-01-01T00:00:00Z"
    })
    void instantsThatBeginNoMonthOrYearAreRefused(String dtype, Instant instant) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale(dtype).toCount(instant))
                .withMessage("%s is no whole number of units in the dtype %s", instant, dtype);
    }

    static Stream<Arguments> durations() {
        return Stream.of(
                arguments("m8[W]", 2, Duration.ofDays(14)),
                arguments("m8[D]", -1, Duration.ofDays(-1)),
                arguments("m8[90m]", 3, Duration.ofMinutes(270)),
                arguments("m8[us]", -1, Duration.ofNanos(-1000)),
                arguments("m8[ns]", Long.MIN_VALUE + 1, Duration.ofNanos(Long.MIN_VALUE + 1)),
                arguments("m8[ps]", 1000, Duration.ofNanos(1)),
                arguments("m8[s]", Long.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("durations")
    void countsAreDurations(String dtype, long count, Duration duration) {
        assertThat(scale(dtype).toDuration(count)).isEqualTo(duration);
        assertThat(scale(dtype).toCount(duration)).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<m8[Y]", "<m8[3M]"})
    void yearsAndMonthsAreNoDuration(String dtype) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale(dtype).toDuration(1))
                .withMessage("a length of years or months is no Duration in the dtype %s", dtype);
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale(dtype).toCount(Duration.ofDays(365)))
                .withMessage("a Duration is no length of years or months in the dtype %s", dtype);
    }

    @ParameterizedTest
    @CsvSource({"<m8[m], 9223372036854775807", "<m8[ps], 1", "<m8[2s], 9223372036854775807"})
    void countsThatNoDurationIsAreRefused(String dtype, long count) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale(dtype).toDuration(count))
                .withMessage("the count %d does not fit exactly in java.time in the dtype %s", count, dtype);
    }

    @Test
    void theCountOfNotATimeIsNeverWritten() {
        Duration duration = Duration.ofNanos(Long.MIN_VALUE);

        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> scale("m8[ns]").toCount(duration))
                .withMessage("%s is no whole number of units, or too many in the dtype <m8[ns]", duration);
    }

    @Provide
    Arbitrary<String> units() {
        return Arbitraries.of("Y", "7M", "W", "D", "3h", "m", "25s", "ms", "us", "100ns", "ps", "fs", "as");
    }

    @Property
    void whatBecomesAnInstantComesBack(@ForAll("units") String unit, @ForAll long count) {
        TimeScale scale = scale("M8[" + unit + "]");
        Instant instant = null;
        try {
            instant = scale.toInstant(count);
        } catch (DateTimeException e) {
            Assume.that(false);
        }
        assertThat(scale.toCount(instant)).isEqualTo(count);
    }
}
