"""The values of test arrays, by a formula. dev.npymap.it.matrix.Formula says the same in Java; neither reads the other.

Every scalar of an array has a number, which its place gives: its leaf (counted depth first through the fields) and its index
in C order. The number, hashed, selects an extreme of the type or a value in between.
"""

import numpy as np

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
LEAF = np.uint64(1_000_003)


def u64(x):
    return np.uint64(x)


def mix(x):
    """splitmix64: the hash of the next state."""
    x = np.asarray(x, dtype=np.uint64)
    with np.errstate(over="ignore"):
        x = x + GOLDEN
        x = (x ^ (x >> u64(30))) * u64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> u64(27))) * u64(0x94D049BB133111EB)
    return x ^ (x >> u64(31))


def leaves(a):
    """The views of an array's scalars, field by field, the dimensions of sub-arrays behind its own."""
    if a.dtype.names is None:
        yield a
        return
    for name in a.dtype.names:
        yield from leaves(a[name])


def numbers(leaf, shape):
    count = int(np.prod(shape, dtype=np.int64))
    return mix(np.arange(count, dtype=np.uint64) + u64(leaf) * LEAF).reshape(shape)


def select(v, table, between):
    """One number in four is an extreme."""
    special = v % u64(4) == 0
    pick = ((v >> u64(2)) % u64(len(table))).astype(np.intp)
    return np.where(special, table[pick], between)


def ints(v, dtype):
    info = np.iinfo(dtype)
    table = np.array([0, 1, info.max, info.min, info.max - 1, info.min + 1], dtype=dtype)
    return select(v, table, mix(v).astype(dtype))


def float_table(dtype):
    info = np.finfo(dtype)
    least = info.smallest_subnormal
    return np.array(
        [0.0, -0.0, np.inf, -np.inf, np.nan, least, -least, info.tiny, info.tiny - least, info.max, -info.max, 1 / 3],
        dtype=dtype,
    )


def floats(v, dtype):
    bits, spread = {2: (11, 16), 4: (24, 100), 8: (53, 200)}[dtype.itemsize]
    significand = (mix(v) >> u64(64 - bits)).astype(np.int64) - 2 ** (bits - 1)
    exponent = ((v >> u64(8)) % u64(spread)).astype(np.int64) - spread * 3 // 4
    return select(v, float_table(dtype), np.ldexp(significand.astype("f8"), exponent).astype(dtype))


def longdouble_table():
    one = np.longdouble(1)

    def power(exponent):
        return np.ldexp(one, exponent)

    return np.array(
        [
            one * 0,
            -one * 0,
            one * np.inf,
            -one * np.inf,
            one * np.nan,
            np.finfo(np.longdouble).max,
            -np.finfo(np.longdouble).tiny,
            one + power(-63),
            one + power(-53),
            one + power(-53) + power(-63),
            power(1024),
            (2 - power(-53)) * power(1023),
            (2 - power(-53) - power(-63)) * power(1023),
            power(-1075),
            (one + power(-63)) * power(-1075),
            3 * power(-1075),
        ],
        dtype=np.longdouble,
    )


def longdoubles(v):
    significand = mix(v).astype(np.longdouble)
    signed = np.where((v >> u64(20)) % u64(2) == 1, -significand, significand)
    exponent = ((v >> u64(8)) % u64(2400)).astype(np.int64) - 1232
    return select(v, longdouble_table(), np.ldexp(signed, exponent))


def reals(v, itemsize):
    return longdoubles(v) if itemsize == 16 else floats(v, np.dtype("f%d" % itemsize))


def characters(v, length):
    """A row of hashes for each number, and which of them lie behind the text's end."""
    hashes = mix(v[..., None] + np.arange(length, dtype=np.uint64))
    behind = np.arange(length, dtype=np.uint64) >= (v % u64(length + 1))[..., None]
    return hashes, behind


def code_points(v, length):
    h, behind = characters(v, length)
    pools = np.where((v >> u64(32)) % u64(3) == 0, u64(6), u64(4))[..., None]
    pool = (h >> u64(8)) % pools
    h = h >> u64(32)
    chosen = np.choose(
        pool.astype(np.intp),
        [
            0x20 + h % u64(95),  # ASCII
            0xA0 + h % u64(96),  # the rest of Latin-1
            0x3040 + h % u64(96),  # Hiragana
            0x1F300 + h % u64(256),  # past 16 bits
            0xD800 + h % u64(2048),  # surrogates, which are no characters
            h,  # any 32 bits
        ],
    )
    return np.where(behind, u64(0), chosen).astype(np.uint32)


def packed(matrix, dtype):
    """Rows of bytes or code points as elements of a flexible dtype."""
    shape = matrix.shape[:-1]
    if dtype.itemsize == 0:
        return np.zeros(shape, [("a", dtype)])["a"]
    return np.ascontiguousarray(matrix).view(dtype).reshape(shape)


def values(dtype, v):
    """The values of a scalar dtype in this machine's byte order."""
    dtype = dtype.newbyteorder("=")
    kind, size = dtype.kind, dtype.itemsize
    if kind == "b":
        return v % u64(2) == 1
    if kind in "iu":
        return ints(v, dtype)
    if kind in "mM":
        return np.asarray(ints(v, np.dtype("i8"))).view(dtype)
    if kind == "f":
        return reals(v, size)
    if kind == "c":
        out = np.empty(v.shape, dtype)
        out.real = reals(v, size // 2)
        out.imag = reals(mix(v), size // 2)
        return out
    if kind == "U":
        return packed(code_points(v, size // 4), dtype)
    h, behind = characters(v, size)
    if kind == "S":
        h = np.where(behind, u64(0), h)
    return packed((h % u64(256)).astype(np.uint8), dtype)


def fill(a):
    for number, leaf in enumerate(leaves(a)):
        leaf[...] = values(leaf.dtype, numbers(number, leaf.shape))


def same(found, wanted):
    """Equal to the last bit, but that any not-a-number equals any other."""
    if found.dtype.kind == "c":
        return same(found.real, wanted.real) and same(found.imag, wanted.imag)
    if found.dtype.kind == "f":
        equal = (found == wanted) & (np.signbit(found) == np.signbit(wanted))
        return bool(np.all(equal | (np.isnan(found) & np.isnan(wanted))))
    return found.tobytes() == wanted.tobytes()


def as_java_writes(wanted):
    """Java has no longdouble: it writes doubles."""
    if wanted.dtype.kind in "fc" and wanted.dtype.itemsize in (16, 32) and wanted.dtype != np.complex128:
        with np.errstate(all="ignore"):
            narrow = np.complex128 if wanted.dtype.kind == "c" else np.float64
            return wanted.astype(narrow).astype(wanted.dtype)
    return wanted


def in_native_order(leaf):
    """A copy. By its bytes: NumPy takes a request for M8, which names no unit, for one of any unit and byte order."""
    copy = np.array(leaf, order="C", subok=False)
    return copy if copy.dtype.isnative else copy.byteswap().view(copy.dtype.newbyteorder("="))


def differences(a):
    """What in an array is not what the formula says, in words; empty if all is well."""
    found = []
    for number, leaf in enumerate(leaves(a)):
        if leaf.dtype.itemsize == 0:
            continue
        native = in_native_order(leaf)
        wanted = as_java_writes(values(leaf.dtype, numbers(number, leaf.shape)))
        if not same(native, wanted):
            found.append("leaf %d (%s): found %r, expected %r" % (number, leaf.dtype, native.tolist(), wanted.tolist()))
    return found
