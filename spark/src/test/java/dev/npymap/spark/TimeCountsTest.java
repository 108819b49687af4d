package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts at the ends of what a long holds; NumPyRowsTest has the usual ones. */
class TimeCountsTest {
    private static TimeCounts of(String dtype) {
        return new TimeCounts((ScalarType) DType.of(dtype), "a.npy");
    }

    @ParameterizedTest
    @CsvSource({
        "<m8[us], 9223372036854775807, 9223372036854775807",
        "<m8[7ns], 5000000000000000000, 35000000000000000",
        "<m8[7ns], -5000000000000000001, -35000000000000001",
        "<m8[1000as], -9223372036854775807, -9223372037",
        "<m8[2147483647W], 0, 0",
        "<M8[0s], 9223372036854775807, 0"
    })
    void microsecondsAreExactBelowWhatALongHolds(String dtype, long count, long micros) {
        assertThat(of(dtype).micros(count)).isEqualTo(micros);
    }

    @Test
    void daysReachAsFarAsAnIntDoes() {
        assertThat(of("<M8[D]").days(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(of("<M8[D]").days(Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
        assertThat(of("<M8[3W]").days(-102_261_126)).isEqualTo(-2_147_483_646);
        assertThat(of("<M8[0D]").days(Long.MAX_VALUE)).isZero();
        assertThatThrownBy(() -> of("<M8[D]").days(1L << 31)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> of("<M8[3W]").days(-102_261_127)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void whatALongDoesNotHoldIsAnErrorThatNamesTheFile() {
        assertThatThrownBy(() -> of("<M8[2147483647W]").micros(20_000))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("a.npy: the count 20000 of a <M8[2147483647W] is beyond Spark's times");
        assertThatThrownBy(() -> of("<M8[ms]").micros(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> of("<m8[Y]").months(1L << 40)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> of("<M8[M]").days(Integer.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> of("<M8[W]").days(1L << 40)).isInstanceOf(ArithmeticException.class);
    }
}
