package dev.npymap.dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of a datetime unit, which NumPy reads by C's strtol. */
class DatetimeNumberTest {
    @ParameterizedTest
    @CsvSource({
        "M8[ 5s],<M8[5s]",
        "m8[ +5us],<m8[5us]",
        "M8[5ns/+2],<M8[2500ps]",
        "M8[s/ 4],<M8[250ms]",
        "M8[\t2D],<M8[2D]"
    })
    void spaceAndPlus(String text, String meaning) {
        assertThat(DType.of(text)).hasToString(meaning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"M8[5 s]", "M8[ s]", "M8[s/2 ]", "M8[s/ ]", "M8[+s]", "M8[-1s]", "M8[++1s]"})
    void notElsewhere(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DType.of(text));
    }
}
