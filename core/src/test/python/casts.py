"""access/casts.tsv: what astype makes of numbers of one dtype in another. Runs on x86-64 alone, for its long doubles.

Left out is what C leaves undefined, so that NumPy's result depends on the machine: a float that becomes an integer out of
whose range it is, or NaN.
"""

import random

import numpy as np
from table import write

assert np.finfo(np.longdouble).nmant == 63, "the long double of this machine is not the x87's"
INTEGERS = ["|i1", "|u1", "<i2", ">u2", ">i4", "<u4", "<i8", ">u8"]
FLOATS = ["<f2", ">f4", "<f8", ">f16"]
COMPLEXES = [">c8", "<c16", "<c32"]
random.seed(0)
np.seterr(all="ignore")


def integers(dtype):
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    values = {0, 1, -1, low, low + 1, high, high - 1}
    for bits in (7, 8, 11, 15, 16, 24, 31, 32, 53, 62, 63):
        values |= {sign * (2**bits + rest) for sign in (1, -1) for rest in (-1, 0, 1)}
    # Halfway between floats and between doubles, and beside it; one that rounds wrongly by way of a double.
    for bits in (39, 62):
        values |= {2**bits + (1 << (bits - 24)) + rest for rest in (-1, 0, 1)} | {2**bits + (3 << (bits - 24))}
    values |= {2**63 + 2**10 + rest for rest in (-1, 0, 1)} | {2**63 + 2**39 + rest for rest in (-1, 0, 1)}
    values |= {65504, 65519, 65520, 65535}
    values |= {random.getrandbits(random.randint(1, 64)) for _ in range(5)}
    return np.array(sorted(value for value in values if low <= value <= high), dtype)


def floats(dtype):
    wide = np.longdouble
    values = [wide(value) for value in (0.0, -0.0, 0.5, -0.5, 0.99, 1, 1.5, -1.5, 2.5, 127.9, -128.9, 255.9, 65535.5)]
    values += [wide(value) for value in (np.inf, -np.inf, np.nan, 65504, 65519.99, 65520, 1e5, -1e5, 1e30, 1e300, 1e-30)]
    for power in (-16446, -1075, -1074, -150, -149, -126, -25, -24, -14, 7, 8, 15, 16, 31, 32, 63):
        values += [np.ldexp(wide(value), power) for value in (1, -1, 1.5, 2 - wide(2) ** -63)]
    # Ties of float16, float32 and float64, alone and with a last bit that breaks them.
    for power, bits in ((-14, 11), (-15, 10), (0, 11), (15, 11), (-126, 24), (-130, 20), (0, 24), (-1022, 53), (5, 53)):
        one = np.ldexp(wide(1), power)
        for odd in (0, 2):
            tie = one * (1 + (odd + 1) * wide(2) ** -bits)
            values += [tie, tie + one * wide(2) ** -45, tie + one * wide(2) ** -62, tie - one * wide(2) ** -62]
    values += [np.ldexp(wide(random.getrandbits(64)), random.randint(-150, 20)) for _ in range(5)]
    return np.unique(np.array(values, wide).astype(dtype))


def defined(values, target):
    """Whether C defines the conversion."""
    if target.kind not in "iu" or values.dtype.kind != "f":
        return np.full(values.shape, True)
    wide = np.trunc(values.astype(np.longdouble))
    return (wide >= np.longdouble(np.iinfo(target).min)) & (wide <= np.longdouble(np.iinfo(target).max))


def image(values):
    """The bytes, with zeros for the padding of a long double and one pattern for every NaN."""
    array = np.ascontiguousarray(values)
    part = array.view(array.dtype.str.replace("c8", "f4").replace("c16", "f8").replace("c32", "f16"))
    part = np.where(np.isnan(part), part.dtype.type("nan"), part).astype(part.dtype) if part.dtype.kind == "f" else part
    raw = bytearray(part.tobytes())
    if part.dtype.itemsize == 16:
        for at in range(0, len(raw), 16):
            padding = range(at, at + 6) if part.dtype.str[0] == ">" else range(at + 10, at + 16)
            for place in padding:
                raw[place] = 0
    return raw.hex()


def rows():
    sources = [np.array([False, True])] + [integers(dtype) for dtype in INTEGERS] + [floats(dtype) for dtype in FLOATS]
    parts = np.array([1 + 2j, -0.5 + 1e-50j, complex(np.inf, 1e300), complex(0.1, -0.0)])
    pairs = [(values, target) for values in sources for target in ["|b1", *INTEGERS, *FLOATS, *COMPLEXES]]
    pairs += [(parts.astype(source), target) for source in COMPLEXES for target in COMPLEXES]
    for values, target in pairs:
        target = np.dtype(target)
        values = values[defined(values, target)]
        yield [values.dtype.str, target.str, values.size, image(values), image(values.astype(target))]


if __name__ == "__main__":
    write(__file__, "access/casts.tsv", ["source", "target", "elements", "bytes", "bytes after the cast"], rows())
