"""Random longdoubles, and the doubles that the C compiler's conversion makes of them.

usage: longdoubles.py SEED COUNT      writes little.npy and big.npy, <f16 and >f16, and doubles.npy, <f8
"""

import sys

import numpy as np

BIAS = 16383


def significands(rng, count):
    """Of every kind that matters when the last 11 bits are rounded away, or more of them."""
    bits = rng.integers(0, 1 << 64, count, np.uint64)
    tie = (bits & ~np.uint64(0xFFF)) | (rng.integers(0, 2, count, np.uint64) << np.uint64(11)) | np.uint64(0x400)
    near = tie + rng.integers(0, 3, count, np.uint64) - np.uint64(1)
    few = np.uint64(1) << rng.integers(0, 64, count, np.uint64)
    return np.choose(rng.integers(0, 4, count), [bits, tie, near, few])


def exponents(rng, count):
    anywhere = rng.integers(0, 1 << 16, count)
    normal = BIAS + rng.integers(-1100, 1100, count)
    least = BIAS + rng.integers(-1080, -1015, count)
    largest = BIAS + rng.integers(1020, 1026, count)
    extreme = rng.choice([0, 1, 0x7FFF], count)
    chosen = np.choose(rng.integers(0, 5, count), [anywhere, normal, least, largest, extreme])
    return chosen | rng.integers(0, 2, count) << 15


def extended(rng, count):
    """x87: 64 bits of significand with a leading one, mostly; 16 of sign and exponent; 6 bytes of anything."""
    leading = np.where(rng.random(count) < 0.95, np.uint64(1) << np.uint64(63), np.uint64(0))
    low = significands(rng, count) | leading
    high = exponents(rng, count).astype(np.uint64) | rng.integers(0, 1 << 48, count, np.uint64) << np.uint64(16)
    return low, high


def quad(rng, count):
    """IEEE binary128: 112 bits of fraction below 16 of sign and exponent."""
    top = significands(rng, count) >> np.uint64(16)
    low = np.where(rng.random(count) < 0.5, np.uint64(0), significands(rng, count))
    return low, exponents(rng, count).astype(np.uint64) << np.uint64(48) | top


rng = np.random.default_rng(int(sys.argv[1]))
make = extended if np.finfo(np.longdouble).nmant == 63 else quad
values = np.stack(make(rng, int(sys.argv[2])), axis=1).astype("<u8").reshape(-1).view("<f16")
np.save("little", values)
np.save("big", values.byteswap().view(">f16"))
with np.errstate(all="ignore"):
    np.save("doubles", values.astype("<f8"))
