package dev.npymap.access;

import dev.npymap.bulk.LongDoubleBits;

/**
 * What the 16 bytes of a {@code longdouble} mean. NumPy writes {@code <f16} for the C compiler's {@code long double},
 * whatever that is on its machine, so a file does not tell.
 */
public enum LongDoubleFormat {
    /** x87 extended precision, as on x86-64: sign and 15 bits of exponent, 64 bits of significand, 6 bytes of padding. */
    X87(LongDoubleBits.X87),
    /** IEEE 754 binary128, as on aarch64 Linux: sign and 15 bits of exponent, 112 bits of fraction. */
    IEEE_QUAD(LongDoubleBits.IEEE_QUAD);

    private final LongDoubleBits bits;

    LongDoubleFormat(LongDoubleBits bits) {
        this.bits = bits;
    }

    LongDoubleBits bits() {
        return bits;
    }
}
