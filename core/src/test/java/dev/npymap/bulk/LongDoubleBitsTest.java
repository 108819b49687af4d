package dev.npymap.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.testing.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LongDoubleBitsTest {
    private static final int BIAS = 16383;

    static Stream<Arguments> x87() {
        return Table.rows("bulk/x87.tsv", 650);
    }

    @ParameterizedTest
    @MethodSource("x87")
    void x87IsRoundedAsTheX87Does(String signAndExponent, String significand, String bits) {
        long high = Long.parseLong(signAndExponent, 16);
        long low = Long.parseUnsignedLong(significand, 16);
        long padding = 0xa5a5_a5a5_a5a5_0000L;

        for (double rounded :
                new double[] {LongDoubleBits.X87.toDouble(high, low), LongDoubleBits.X87.toDouble(high | padding, low)
                }) {
            assertThat(Double.isNaN(rounded) ? "NaN" : "%016x".formatted(Double.doubleToRawLongBits(rounded)))
                    .isEqualTo(bits);
        }
    }

    @Provide
    Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.longs().between(0, 0xf_ffff_ffff_ffffL).map(Double::longBitsToDouble),
                Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, Double.MIN_NORMAL, -Double.MAX_VALUE, 1.0, Math.PI),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    }

    @Property
    void everyDoubleIsHeldExactly(@ForAll("doubles") double value, @ForAll LongDoubleBits format) {
        double back = format.toDouble(format.high(value), format.low(value));

        assertThat(Double.doubleToLongBits(back)).isEqualTo(Double.doubleToLongBits(value));
    }

    @Property
    void x87ImageIsTheValue(@ForAll("doubles") double value) {
        Assume.that(Double.isFinite(value));
        long high = LongDoubleBits.X87.high(value);
        BigInteger significand = unsigned(LongDoubleBits.X87.low(value));

        assertThat(exact(high << 48, significand, 63)).isEqualByComparingTo(new BigDecimal(value));
        assertThat(significand.testBit(63)).as("normal").isEqualTo(value != 0);
    }

    @Property
    void quadImageIsTheValue(@ForAll("doubles") double value) {
        Assume.that(Double.isFinite(value));
        long high = LongDoubleBits.IEEE_QUAD.high(value);

        assertThat(quad(high, LongDoubleBits.IEEE_QUAD.low(value))).isEqualByComparingTo(new BigDecimal(value));
    }

    @Provide
    Arbitrary<Long> fractions() {
        return Arbitraries.oneOf(
                Arbitraries.longs(), Arbitraries.of(0L, 1L, -1L, 1L << 59, (1L << 59) - 1, (1L << 59) + 1));
    }

    /** The exponents of all doubles, of those that round to infinity or zero, and of ties of every subnormal width. */
    @Property(tries = 5000)
    void quadIsRoundedToTheNearestTiesToEven(
            @ForAll boolean negative,
            @ForAll @IntRange(min = BIAS - 1080, max = BIAS + 1026) int exponent,
            @ForAll("fractions") long high,
            @ForAll("fractions") long low) {
        assertRounded((negative ? Long.MIN_VALUE : 0) | (long) exponent << 48 | high >>> 16, low);
    }

    @Property
    void quadThatIsATieGoesToTheEvenDouble(
            @ForAll @IntRange(min = BIAS - 1080, max = BIAS + 1026) int exponent,
            @ForAll @IntRange(min = 59, max = 111) int lastBit,
            @ForAll("fractions") long above,
            @ForAll @IntRange(min = -1, max = 1) int off) {
        BigInteger fraction = unsigned(above)
                .shiftLeft(lastBit + 1)
                .setBit(lastBit)
                .add(BigInteger.valueOf(off))
                .mod(BigInteger.TWO.pow(112));

        assertRounded((long) exponent << 48 | fraction.shiftRight(64).longValueExact(), fraction.longValue());
    }

    private static void assertRounded(long high, long low) {
        double nearest = quad(high, low).doubleValue();

        assertThat(LongDoubleBits.IEEE_QUAD.toDouble(high, low)).isEqualTo(high < 0 ? -Math.abs(nearest) : nearest);
    }

    @Example
    void quadsFarAwayAreZeroOrInfinite() {
        LongDoubleBits quad = LongDoubleBits.IEEE_QUAD;

        assertThat(quad.toDouble(0, 1)).isZero();
        assertThat(quad.toDouble(0x0000_ffff_ffff_ffffL, -1)).isZero();
        assertThat(1 / quad.toDouble(Long.MIN_VALUE, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(quad.toDouble(0x7ffe_ffff_ffff_ffffL, -1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(quad.toDouble(0xfffe_0000_0000_0000L, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Example
    void quadsThatAreNoNumbers() {
        LongDoubleBits quad = LongDoubleBits.IEEE_QUAD;

        assertThat(quad.toDouble(0x7fff_0000_0000_0000L, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(quad.toDouble(0xffff_0000_0000_0000L, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(quad.toDouble(0x7fff_0000_0000_0000L, 1)).isNaN();
        assertThat(quad.toDouble(0x7fff_0000_0000_0000L, Long.MIN_VALUE)).isNaN();
        assertThat(quad.toDouble(0x7fff_8000_0000_0000L, 0)).isNaN();
        assertThat(quad.toDouble(0xffff_0000_0000_0001L, 0)).isNaN();
    }

    /** The exact value of a finite quad. */
    private static BigDecimal quad(long high, long low) {
        BigInteger fraction =
                BigInteger.valueOf(high & 0xffff_ffff_ffffL).shiftLeft(64).add(unsigned(low));
        boolean subnormal = (high & 0x7fff_0000_0000_0000L) == 0;
        return exact(high, subnormal ? fraction : fraction.setBit(112), 112);
    }

    private static BigDecimal exact(long high, BigInteger significand, int fractionBits) {
        int biased = (int) (high >>> 48) & 0x7fff;
        int power = Math.max(1, biased) - BIAS - fractionBits;
        BigDecimal magnitude = power >= 0
                ? new BigDecimal(significand.shiftLeft(power))
                : new BigDecimal(significand.multiply(BigInteger.valueOf(5).pow(-power)), -power);
        return high < 0 ? magnitude.negate() : magnitude;
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }
}
