package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortestTextTest {
    @Test
    void everyHalfReadsBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            short half = (short) bits;
            float value = Float.float16ToFloat(half);
            String text = ShortestText.ofHalf(half);
            if (Float.isNaN(value)) {
                assertThat(text).isEqualTo("NaN");
            } else {
                assertThat(Float.floatToFloat16(Float.parseFloat(text)))
                        .as(text)
                        .isEqualTo(half);
            }
        }
    }

    @Test
    void noHalfHasAShorterText() {
        for (int bits = 1; bits < 0x7c00; bits++) {
            BigDecimal text = new BigDecimal(ShortestText.ofHalf((short) bits)).stripTrailingZeros();
            int shorter = text.precision() - 1;
            BigDecimal exact = new BigDecimal(Float.float16ToFloat((short) bits));
            if (shorter > 0) {
                for (RoundingMode mode : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                    BigDecimal candidate = exact.round(new MathContext(shorter, mode));
                    assertThat(Float.floatToFloat16(candidate.floatValue()))
                            .as("%s instead of %s", candidate, text)
                            .isNotEqualTo((short) bits);
                }
            }
        }
    }

    /** Printed by {@code numpy.format_float_scientific}; each is as near to its half as another one of that length, or nearer. */
    @Test
    void halfsAreThoseOfNumPy() {
        assertThat(ShortestText.ofHalf(Float.floatToFloat16(435.75f))).isEqualTo("435.8");
        assertThat(ShortestText.ofHalf(Float.floatToFloat16(-121.5625f))).isEqualTo("-121.56");
        assertThat(ShortestText.ofHalf(Float.floatToFloat16(0.011314f))).isEqualTo("0.011314");
        assertThat(ShortestText.ofHalf((short) 0x7bff)).isEqualTo("65500.0");
        assertThat(ShortestText.ofHalf((short) 1)).isEqualTo("6.0E-8");
        assertThat(ShortestText.ofHalf((short) 0x8000)).isEqualTo("-0.0");
        assertThat(ShortestText.ofHalf((short) 0x7c00)).isEqualTo("Infinity");
    }

    @Test
    void subnormalFloatsMayHaveASingleDigit() {
        assertThat(ShortestText.of(Float.MIN_VALUE)).isEqualTo("1E-45");
        assertThat(ShortestText.of(-Double.MIN_VALUE)).isEqualTo("-5E-324");
        assertThat(ShortestText.of(Float.MIN_NORMAL)).isEqualTo("1.1754944E-38");
        assertThat(ShortestText.of(0.1f)).isEqualTo("0.1");
        assertThat(ShortestText.of(-0.0)).isEqualTo("-0.0");
        assertThat(ShortestText.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }

    @Test
    void floatsReadBack() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            float small = Float.intBitsToFloat(random.nextInt(0x80_0000));
            double tiny = Double.longBitsToDouble(random.nextLong() >>> (12 + random.nextInt(40)));
            assertThat(Float.parseFloat(ShortestText.of(small))).isEqualTo(small);
            assertThat(Double.parseDouble(ShortestText.of(tiny))).isEqualTo(tiny);
        }
    }
}
