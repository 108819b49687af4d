package dev.npymap.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A version of the NPY format: how the header's length and text are encoded.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy: the NPY format</a>
 */
public enum FormatVersion {
    /** 1.0: a header of up to 65,535 bytes in Latin-1. */
    V1_0(1, Short.BYTES, StandardCharsets.ISO_8859_1),
    /** 2.0: a header of up to 4 GiB in Latin-1. */
    V2_0(2, Integer.BYTES, StandardCharsets.ISO_8859_1),
    /** 3.0: a header of up to 4 GiB in UTF-8. */
    V3_0(3, Integer.BYTES, StandardCharsets.UTF_8);

    private final int major;
    private final int lengthBytes;
    private final Charset charset;

    FormatVersion(int major, int lengthBytes, Charset charset) {
        this.major = major;
        this.lengthBytes = lengthBytes;
        this.charset = charset;
    }

    /** {@return the major number; the minor is always 0} */
    public int major() {
        return major;
    }

    /** {@return how many bytes the header's length takes: 2 or 4, little-endian, unsigned} */
    int lengthBytes() {
        return lengthBytes;
    }

    Charset charset() {
        return charset;
    }

    /** {@return the version as NumPy's documentation writes it, as in {@code 1.0}} */
    @Override
    public String toString() {
        return major + ".0";
    }
}
