"""dtype/dtypes.tsv: what NumPy makes of dtypes, as strings and as header text. dtype/aligned.tsv: its aligned structs.

Left out: M8[s/0], of which NumPy 2.4 dies (SIGFPE).
"""

import ast
import itertools
import warnings

import numpy as np
from numpy.lib import format as npy
from table import write

warnings.simplefilter("ignore")

ORDERS = ["", "<", ">", "|", "="]
UNITS = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "\u03bcs", "ns", "ps", "fs", "as", "generic"]


def names():
    """Type names and one-letter codes. Those whose size differs between platforms mean Linux on x86-64 here."""
    words = {name for name in np.sctypeDict if isinstance(name, str)} | set(np.typecodes["All"])
    words |= {"int", "float", "complex", "bool", "str", "bytes", "object", "void", "unicode", "string", "a", "n", "N"}
    words |= {"int128", "uint128", "float80", "float96", "complex512", "float8", "int4", "uint", "intc", "None", "none"}
    return sorted(words)


def sized():
    for kind in "?bBiuIfcFdeghHlLmMnNpPqQOSaTUVx":
        for size in (0, 1, 2, 3, 4, 8, 10, 12, 16, 24, 32, 64):
            yield f"{kind}{size}"


def unusual():
    yield from ["", " ", "<", "<<i4", "i", "<i", "< i4", "<i4 ", " <i4", "i 4", "i+4", "i-4", "i04", "i4x", "f8,", "i4 "]
    yield from ["S2147483647", "S2147483648", "V2147483647", "V2147483648", "U536870911", "U536870912", "a2147483647"]
    yield from ["S99999999999999999999", "S-1", "S1.5", "S 7", "S+7", "|S07", "V0x10", "<a5", "|a5", "INT8", "Float64", "bool8"]
    yield from ["\u00e9", "i\u0664", "i4\n", "i4\t", "i4#", "<M8[ns]x", "datetime64 ", "M", "m", "<M", "M8 "]


def times():
    for kind in ("M8", "m8", "datetime64", "timedelta64"):
        yield kind
        yield f"{kind}[]"
        for unit in UNITS:
            yield f"{kind}[{unit}]"
    for order in ORDERS[1:]:
        yield from [f"{order}M8[D]", f"{order}m8[25s]", f"{order}datetime64[D]", f"{order}M8"]
    for step in ("25s", "1s", "0s", "01s", "+5s", "-5s", "2147483647s", "2147483648s", "3generic", "5x", "5", "s5", "5 s"):
        yield f"M8[{step}]"
    for text in ("M8[s", "M8s]", "M8[[s]]", "M8[s]]", "M8 [s]", "M4[s]", "M8[ s]", "M8[s ]", "M8[S]", "M8[NS]", "M8[s]5"):
        yield text
    for unit, divisor in itertools.product(UNITS, (1, 2, 3, 5, 7, 12, 13, 24, 52, 60, 100, 365, 1000, 1_000_000)):
        yield f"m8[{unit}/{divisor}]"
    yield from ["M8[6M/3]", "M8[3D/8]", "M8[s/-5]", "M8[s/]", "M8[/5]", "M8[2147483647s/10]", "M8[s/5/5]"]


def comma_strings():
    yield from ["i4,f8", "i4, f8", "i4 ,f8", "i4,f8,", "i4,", ",i4", "i4,,f8", "i4;f8", "i4,f8 ", " i4,f8"]
    yield from ["<i4,>f8", "3i4", "<3i4", "3<i4", "<3<i4", "<3>i4", "=3<i4", "|3<i4", "1i4", "0i4", "03i4", "-3i4"]
    yield from ["3i4,f8", "(3,)i4", "(3)i4", "(2,3)f8", "(2, 3)f8", "( 2,3 )f8", "(2,3,)f8", "()i4", "(0,)i4", "2,3f8"]
    yield from ["i4,(2,3)<f8,S5", "(2,3)<f8", "<(2,3)f8", "i4,M8[ns]", "M8[ns],i4", "3M8[25s]", "3 i4", "(2,3) f8"]
    yield from ["S5,U3,V2", "?,b,B", "float64,int32", "3float64", "O,i4", "i4,O", "3O", "x,y", "i4,x", "3x", "3,", "3"]
    yield from ["(2147483647,)i8", "(99999999999999999999,)i1", "()", "(,)i4", "(2 3)i4", "i4,f8]", "[i4,f8", "i4,(2"]
    yield from ["3i4,", "  3 i4, f8", "(3),i4", ") i4", "(2i4", "<a5,a5", "i4,  ", "2,3i4,f8", "3,i4", "(2,3), i4"]
    yield from ["3S0", "(3,)S0", "3S", "3U", "(2,3)V0", "3V0,i4", "1S0", "0S0"]
    yield ",".join(["i1"] * 300)


def literals():
    yield from ["'<i4'", '"<i4"', "u'<i4'", "'i4'", "'float64'", "''", "'x'", "'O'", "'|O'", "'i4,f8'", "'3i4'", "b'<i4'"]
    yield from ["[]", "[()]", "[('a',)]", "['a']", "[('a', 1)]", "[(1, '<i4')]", "[('a', None)]", "{}", "()", "None", "7"]
    yield from ["{'names': ['a'], 'formats': ['<i4']}", "{'a': ('<i4', 0)}"]
    yield from ["[('a', '<i4')]", "[['a', '<i4']]", "(('a', '<i4'),)", "[('a', '<i4'),]", "[('a', '<i4', 3, 4)]"]
    yield from ["[('a', '<i4'), ('b', '>f8')]", "[('a', '<i4'), ('a', '>f8')]", "[('a', 'O')]", "[('a', [('b', 'O')])]"]
    yield from ["[('a', '<i4', 3)]", "[('a', '<i4', (3,))]", "[('a', '<i4', [3])]", "[('a', '<i4', (2, 3))]"]
    yield from ["[('a', '<i4', ())]", "[('a', '<i4', 1)]", "[('a', '<i4', (1,))]", "[('a', '<i4', 0)]", "[('a', '<i4', (2, 0))]"]
    yield from ["[('a', '<i4', -1)]", "[('a', '<i4', (2, -1))]", "[('a', '<i4', '3')]", "[('a', '<i4', 1.5)]"]
    yield from ["[('a', '<i4', True)]", "[('a', '<i4', (True,))]", "[('a', '<i4', None)]", "[('a', '<i4', (None,))]"]
    yield from ["[('a', ('<i4', (3,)))]", "[('a', ('<i4', 3))]", "[('a', ('<i4', (2, 3)), 4)]", "[('a', (('<i4', 2), 3))]"]
    yield from ["[('a', '3i4')]", "[('a', 'i4,f8')]", "[('a', '3i4', 2)]", "[('', '3i4')]", "[('a', '<i4', 2147483647)]"]
    yield from ["[('a', [('x', '<f4'), ('y', '<f4')])]", "[('a', [('x', '<f4'), ('y', '<f4')], (2,))]", "[('a', [])]"]
    yield from ["[('a', [('b', [('c', '|u1')])])]", "[('a', [['b', '<i2']]), ['c', '<i2']]"]
    yield from ["[(('title', 'a'), '<i4')]", "[(['title', 'a'], '<i4')]", "[((None, 'a'), '<i4')]", "[(('t', 1), '<i4')]"]
    yield from ["[(('a', 'a'), '<i4')]", "[(('t', 'a'), '<i4'), (('t', 'b'), '<i4')]", "[(('b', 'a'), '<i4'), ('b', '<i4')]"]
    yield from ["[(('', 'a'), '<i4')]", "[(('t', ''), '<i4')]", "[(('t', ''), '|V4')]", "[(('t', 'a', 'b'), '<i4')]"]
    yield from ["[((1, 'a'), '<i4')]", "[(('t', 'a'), '<i4', (2,))]"]
    yield from ["[('a', '|u1'), ('', '|V3'), ('b', '<i4')]", "[('a', '|u1'), ('', '|V7')]", "[('', '|V4'), ('a', '<i4')]"]
    yield from ["[('', '|V4')]", "[('', '|V1', (3,)), ('a', '|u1')]", "[('', '<i4')]", "[('', '<i4'), ('', '<f4')]"]
    yield from ["[('', '<i4', (3,)), ('a', '|u1')]", "[('', [('x', '<i4')])]", "[('', []), ('a', '|u1')]", "[('', '|V0')]"]
    yield from ["[('', [('x', '<i4')], (2,))]", "[('', '|S4'), ('a', '|u1')]", "[('a', '|V0'), ('b', '|u1')]"]
    yield from ["('<i4', (3,))", "('<i4', 3)", "('<i4', ())", "('<i4',)", "('<i4', (3,), 1)", "('<i4', (2, 3))", "(('<i4', 2), 3)"]
    yield from ["([('x', '<f4')], (2,))", "('<i4', -1)", "('<i4', '3')", "('O', 3)", "('<i4', [2, 3])", "['<i4', 3]"]
    yield from ["[('f\\xe9', '<i4')]", "[('\u00e9', '<i4')]", "[('\u6570', '<i4')]", "[('a b', '<i4'), ('a.b', '<i4'), (\"it's\", '<i4')]"]
    yield from ["[('a', '|S2147483647')]", "[('a', '|S2147483647'), ('b', '|u1')]", "[('a', '|S1073741824', 2)]"]
    yield from ["[('a', '|S0', 2147483647)]", "[('a', '|S0', 2147483648)]", "[('a', '|S0', 99999999999999999999)]"]
    yield from ["[('a', [], (2,))]", "[('a', '|S0', ())]", "[('a', '|S0', 1)]", "('|S0', (3,))", "[('a', '<U0', 3)]"]
    yield from ["[('a', '|V0', (2,))]", "[('', '|V0', (2,))]", "[('a', [('b', '|V0')], (2,))]", "('|V0', 0)"]
    yield "[('a', '<i4', (" + "1, " * 32 + "))]"
    yield "[('a', '<i4', (" + "1, " * 64 + "))]"
    yield "[('a', '<i4', (" + "1, " * 65 + "))]"
    yield "[" + ", ".join(f"('f{i}', '<f8')" for i in range(300)) + "]"


def describe(dtype):
    """What NumPy writes under descr; a sub-array at the top, which it never writes, as the tuple that makes it."""
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        return f"({describe(base)}, {shape!r})"
    return repr(npy.dtype_to_descr(dtype))


def outcome(make, text):
    try:
        dtype = make(text)
    except Exception as e:
        return ["refused", type(e).__name__, "-", "-"]
    if dtype.hasobject:
        return ["refused", "object", "-", "-"]
    return ["accepted", describe(dtype), dtype.itemsize, dtype.alignment]


def from_header(text):
    return npy.descr_to_dtype(ast.literal_eval(text))


def aligned():
    scalars = ["|b1", "|i1", "<i2", "<u4", ">i8", "<f2", "<f4", ">f8", "<f16", "<c8", "<c16", "<c32", "<M8[s]", "<m8[ms]"]
    scalars += ["|S5", "<U3", "|V7"]
    yield []
    yield [("a", "|S0"), ("b", "<i4")]
    for scalar in scalars:
        yield [("a", scalar)]
        yield [("a", "|u1"), ("b", scalar)]
        yield [("a", "|u1"), ("b", scalar), ("c", "|u1")]
        yield [("a", "|u1"), ("b", scalar, (3,)), ("c", "|u1")]
    yield [("a", "|u1"), ("b", [("x", "|u1"), ("y", "<f8")]), ("c", "|u1")]
    yield [("a", "|u1"), ("b", [("x", "|u1"), ("y", "<i2")], (2, 2)), ("c", "<i4")]
    yield [("a", "|u1"), ("b", [("x", "|u1"), ("y", [("z", "|u1"), ("w", "<c16")])])]
    yield [("a", "<f16"), ("b", "|u1"), ("c", "<i2"), ("d", "|u1"), ("e", "<i8")]
    yield [("a", "|u1"), ("b", "<f8", ()), ("c", "<f8", (0,)), ("d", "|u1")]
    yield [("a", "|u1"), ("b", [])]


def layout(descr):
    dtype = np.dtype(descr, align=True)
    offsets = " ".join(str(dtype.fields[name][1]) for name in dtype.names)
    return [repr(descr), offsets, dtype.itemsize, dtype.alignment, describe(dtype)]


if __name__ == "__main__":
    strings = [order + name for name in names() for order in ORDERS]
    strings += [*sized(), *unusual(), *times(), *comma_strings()]
    rows = [["string", text, *outcome(np.dtype, text)] for text in dict.fromkeys(strings)]
    rows += [["header", text, *outcome(from_header, text)] for text in dict.fromkeys(literals())]
    columns = ["kind of text", "text", "outcome", "descr or error", "item size", "alignment"]
    write(__file__, "dtype/dtypes.tsv", columns, rows)
    columns = ["fields", "offsets", "item size", "alignment", "descr"]
    write(__file__, "dtype/aligned.tsv", columns, map(layout, aligned()))
