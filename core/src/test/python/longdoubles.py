"""bulk/x87.tsv: how x86-64 rounds the long doubles of its x87 to doubles. Runs on x86-64 alone."""

import random
import struct

import numpy as np
from table import write

assert np.finfo(np.longdouble).nmant == 63, "the long double of this machine is not the x87's"
BIAS = 16383
LEADING = 1 << 63
random.seed(0)


def cases():
    """Sign, biased exponent and significand."""
    for sign in (0, 1):
        yield sign, 0, 0
        yield sign, BIAS, LEADING
        yield sign, 0x7FFF, LEADING
        yield sign, 0x7FFF, LEADING | 1
        yield sign, 0x7FFF, LEADING | 1 << 62
        yield sign, 0x7FFF, 2**64 - 1
    # What the 8087 had and its successors refuse: unnormals, pseudo-infinities, pseudo-NaNs; and pseudo-denormals.
    yield from [(0, BIAS, 0), (0, BIAS, 1), (0, BIAS, LEADING >> 1), (0, BIAS, LEADING - 1), (1, 1, 1), (0, 0x7FFE, 5)]
    yield from [(0, 0x7FFF, 0), (0, 0x7FFF, 1), (0, 0x7FFF, 1 << 62)]
    yield from [(0, 0, LEADING), (0, 0, LEADING | 1), (0, 0, LEADING - 1), (0, 0, 1), (0, 1, LEADING)]
    # Halfway between doubles, a bit less, a bit more, above an even and an odd one.
    for kept in (1 << 52, (1 << 52) + 1, (1 << 52) + 2, (1 << 53) - 2, (1 << 53) - 1):
        for rest in (0, 1, (1 << 10) - 1, 1 << 10, (1 << 10) + 1, (1 << 11) - 1):
            yield 0, BIAS, kept << 11 | rest
            yield 1, BIAS + 1023, kept << 11 | rest
            yield 0, BIAS - 1022, kept << 11 | rest
    # Overflow, and every width of a subnormal, with its ties.
    for exponent in (BIAS + 1024, BIAS + 1025, 0x7FFE):
        yield 0, exponent, LEADING
    for shift in range(1, 56):
        for significand in (LEADING, LEADING | 1, 2**64 - 1, LEADING | 1 << 62, LEADING | 1 << 11 | 1 << 10):
            yield 0, BIAS - 1022 - shift, significand
        tie = LEADING | 1 << (shift + 10) if shift < 53 else LEADING
        for significand in {tie - 1 | LEADING, tie, tie + 1}:
            yield 1, BIAS - 1022 - shift, significand
    for _ in range(100):
        yield random.getrandbits(1), random.randint(BIAS - 1100, BIAS + 1040), LEADING | random.getrandbits(63)


def row(sign, exponent, significand):
    image = struct.pack("<QHxxxxxx", significand, sign << 15 | exponent)
    with np.errstate(all="ignore"):
        rounded = np.frombuffer(image, np.longdouble)[0].astype(np.float64)
    bits = "NaN" if np.isnan(rounded) else rounded.tobytes()[::-1].hex()
    return [f"{sign << 15 | exponent:04x}", f"{significand:016x}", bits]


if __name__ == "__main__":
    columns = ["sign and exponent", "significand", "bits of the nearest double"]
    write(__file__, "bulk/x87.tsv", columns, (row(*case) for case in cases()))
