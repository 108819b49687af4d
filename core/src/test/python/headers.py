"""Headers as NumPy writes and reads them.

format/written.tsv: the bytes that NumPy writes. format/limits.tsv: the same for long headers, as a digest.
format/read.tsv: what NumPy makes of a header's text.
"""

import hashlib
import io
import warnings

import numpy as np
from dtypes import describe
from numpy.lib import _format_impl as npy
from table import write

warnings.simplefilter("ignore")

SIMPLE = "'descr': '<f8', 'fortran_order': False, 'shape': (3,)"


def encode(descr, fortran_order, shape, version=None):
    out = io.BytesIO()
    header = {"descr": descr, "fortran_order": fortran_order, "shape": shape}
    npy._write_array_header(out, header, version)
    return out.getvalue()


def written():
    struct = [("a", "<i4"), ("b", ">f8", (2, 3)), ("c", [("x", "|S3"), ("y", "<U2")]), ("", "|V3"), (("t", "d"), "|b1")]
    for version in (None, (1, 0), (2, 0), (3, 0)):
        yield version, "<f8", False, (3,)
        yield version, struct, False, (10, 20)
    for shape in ((), (0,), (1,), (9,), (10,), (1, 2, 3), (3, 0, 5), (10**15, 1), (10**12,), (1,) * 32, (1,) * 64):
        yield None, "<f8", False, shape
        if len(shape) > 1:
            yield None, "<f8", True, shape
    for descr in ("|b1", ">i4", "<c32", "<f16", "<M8[25s]", "<m8", "|S0", "<U7", "|V3", []):
        yield None, descr, False, (100, 7)
    for name in ("it's", 'a "b"', "it's \"both\"", "back\\slash", "line\nend\ttab\0", "\x7f\x80\xad", "\xe9\xff"):
        yield None, [(name, "<i4")], False, (1,)
    for name in ("\u0100", "\u6570\u636e", "\U0001f600", "\u2028", "\ue000", "a\u0301"):
        yield None, [(name, "<i4")], False, (1,)
    # Every length of padding, 1 to 64 spaces.
    for length in range(1, 66):
        yield None, [("n" * length, "<i4")], False, (1,)
    # The room to grow shrinks as the first or the last dimension gets longer.
    for digits in range(1, 19):
        yield None, "|u1", False, (10**digits, 1)
        yield None, "|u1", True, (1, 10**digits)


def golden(version, descr, fortran_order, shape):
    header = encode(descr, fortran_order, shape, version)
    asked = "any" if version is None else f"{version[0]}.{version[1]}"
    return [asked, repr(descr), fortran_order, repr(shape), header.decode("latin1")]


def limits():
    """Names just long enough that another version must be chosen, or that none of 1.0 is possible."""
    last = 65408
    while encode([("n" * (last + 1), "<i4")], False, (1,))[6] == 1:
        last += 1
    for length in (last - 64, last - 1, last, last + 1, last + 64, 100_000):
        for letter in ("n", "\xe9", "\u0100"):
            yield length, letter


def limit(length, letter):
    header = encode([(letter * length, "<i4")], False, (1,))
    return [length, letter, f"{header[6]}.0", len(header), hashlib.sha256(header).hexdigest()]


def texts():
    yield f"{{{SIMPLE}, }}          \n"
    yield f"{{{SIMPLE}}}"
    yield f"{{{SIMPLE}}}\n\n\n"
    yield f"   {{{SIMPLE}}}"
    yield f"\t{{{SIMPLE}}}\r\n"
    yield f"{{{SIMPLE}}}\r"
    yield f"{{{SIMPLE}}} # comment"
    yield f"{{ # comment\n{SIMPLE}}}"
    yield f"{{{SIMPLE}}}\0"
    yield f"{{{SIMPLE}}} x"
    yield f"{{{SIMPLE}"
    yield f"({{{SIMPLE}}})"
    yield f"[{{{SIMPLE}}}]"
    yield f"{{{SIMPLE}, 'extra': 1}}"
    yield f"{{{SIMPLE}, 1: 1}}"
    yield f"{{{SIMPLE}, b'shape': (3,)}}"
    yield f"{{{SIMPLE}, 'shape': (4,)}}"
    yield f"{{{SIMPLE}, 'shape': (-4,)}}"
    yield f"{{'shape': (-4,), {SIMPLE}}}"
    yield f"{{'descr': 'O', {SIMPLE}}}"
    yield "{'shape': (3,), 'fortran_order': False, 'descr': '<f8'}"
    yield '{"descr": "<f8", u"fortran_order": False, r"shape": (3,)}'
    yield "{'de' 'scr': '<' 'f8', 'fortran_order': False, 'shape': (3,)}"
    yield "{'descr': '<f8', 'fortran_order': False}"
    yield "{'descr': '<f8', 'shape': (3,)}"
    yield "{'fortran_order': False, 'shape': (3,)}"
    yield from ["{}", "", " ", "None", "'<f8'", "7", "(3,)"]
    for order in ("True", "0", "1", "None", "'False'", "(False,)", "(False)", "false"):
        yield SIMPLE_WITH.format(descr="'<f8'", order=order, shape="(3,)")
    for shape in ("()", "(0,)", "(3)", "[3]", "3", "(3, )", "(2, 3)", "(3,)[0]", "None", "'(3,)'", "(3.0,)", "('3',)"):
        yield SIMPLE_WITH.format(descr="'<f8'", order="False", shape=shape)
    for shape in ("(0x3,)", "(1_0,)", "(03,)", "(+3,)", "(True,)", "(3L,)", "(3 L, 2L)", "(3l,)", "((3,),)", "(2, (3))"):
        yield SIMPLE_WITH.format(descr="'<f8'", order="False", shape=shape)
    for descr in ("'<i4'", "'i4,f8'", "'3i4'", "None", "7", "1.5", "True", "b'<f8'", "('<f8',)", "{}", "'<x8'", "'O'"):
        yield SIMPLE_WITH.format(descr=descr, order="False", shape="(3,)")
    for descr in ("('<f8', (2,))", "('<f8', (2L,))", "[('a', '<f8', (2L, 3L))]", "[('a', '<f8'), ('', '|V8')]"):
        yield SIMPLE_WITH.format(descr=descr, order="False", shape="(3,)")
        yield SIMPLE_WITH.format(descr=descr, order="True", shape="(3, 4)")
    for name in ("\u00e9", "\\xe9", "\\u0100", "\u0100", "\U0001f600", "\\ud800"):
        yield SIMPLE_WITH.format(descr=f"[('{name}', '<f8')]", order="False", shape="(3,)")


SIMPLE_WITH = "{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}}}"


def read(version, text):
    """What NumPy reads; a sub-array's dimensions go to the end of the shape, as np.memmap puts them."""
    try:
        body = text.encode("utf8" if version == 3 else "latin1")
    except UnicodeEncodeError:
        return None
    size = len(body).to_bytes(2 if version == 1 else 4, "little")
    try:
        shape, fortran_order, dtype = npy._read_array_header(io.BytesIO(size + body), (version, 0))
        while dtype.subdtype is not None:
            dtype, inner = dtype.subdtype
            shape += inner
        if dtype.hasobject or any(dim < 0 for dim in shape):
            raise ValueError("refused later")
    except Exception as e:
        return [f"{version}.0", text, "refused", type(e).__name__, "-", "-"]
    return [f"{version}.0", text, "accepted", describe(dtype), fortran_order, repr(tuple(map(int, shape)))]


if __name__ == "__main__":
    write(
        __file__,
        "format/written.tsv",
        ["version asked for", "descr", "fortran_order", "shape", "bytes as latin1"],
        (golden(*case) for case in written()),
    )
    write(
        __file__,
        "format/limits.tsv",
        ["length of the name", "its letter", "version", "bytes", "sha256"],
        (limit(*case) for case in limits()),
    )
    rows = [read(version, text) for text in dict.fromkeys(texts()) for version in (1, 2, 3)]
    columns = ["version", "text", "outcome", "descr or error", "fortran_order", "shape"]
    write(__file__, "format/read.tsv", columns, [row for row in rows if row])
