#!/usr/bin/env python3
"""Makes the .npy files of the tests, and digest.tsv: what `npymap digest` must print for them.

usage: npy_files.py     writes into ../resources/dev/npymap/cli/npy. The files were made with NumPy 2.4.6 on x86-64.

The digest is the SHA-256 over the elements in C order, each packed and little-endian.
"""
import hashlib
import pathlib

import numpy as np

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources/dev/npymap/cli/npy"
NAT = np.iinfo("i8").min


def packed_le(dt):
    """The packed, little-endian twin of a dtype."""
    if dt.subdtype is not None:
        base, shape = dt.subdtype
        return np.dtype((packed_le(base), shape))
    if dt.names is not None:
        return np.dtype([(name, packed_le(dt.fields[name][0])) for name in dt.names])
    return dt.newbyteorder("<")


def canonical(a):
    if a.dtype.names is None:
        return (a.byteswap() if a.dtype.byteorder == ">" else a).tobytes()
    return a.astype(packed_le(a.dtype)).tobytes()


def describe(a):
    fortran = bool(a.flags.f_contiguous and not a.flags.c_contiguous)
    descr = np.lib.format.dtype_to_descr(a.dtype)
    return [repr(descr), str(fortran), repr(a.shape), hashlib.sha256(canonical(a)).hexdigest()]


def counts(unit, *values):
    return np.array(values, "i8").view(f"M8[{unit}]" if unit else "M8")


def files():
    f8 = np.array([[0.1, -0.0, 1e300], [np.nan, np.inf, -np.inf]])
    yield "f8_2x3_c", f8
    yield "f8_2x3_f", np.asfortranarray(f8)
    yield "f8_0d", np.array(2.5)
    yield "f8_0x3", np.zeros((0, 3))
    yield "f8_2x0", np.zeros((2, 0))
    yield "f8be_1d", np.array([1.5, -2.25, 5e-324], ">f8")
    yield "f4_1d", np.array([0.1, 16777216, 1e-45, np.nan], "<f4")
    yield "f2_1d", np.array([0.1, 65504, 6e-8, -np.inf], "<f2")
    yield "f2be_1d", np.array([0.333, 2048], ">f2")
    yield "f16_1d", np.array([1 / np.longdouble(3), np.longdouble("1e400"), -2.5], "<f16")
    yield "f16be_1d", np.array([1 / np.longdouble(3), -2.5], ">f16")
    yield "c8_1d", np.array([1 + 2j, complex(np.nan, -np.inf)], "<c8")
    yield "c16be_2x2_f", np.asfortranarray(np.array([[1 + 2j, 3 - 4j], [5j, 6]], ">c16"))
    yield "c32_1d", np.array([1 + 2j, -0.5j], "<c32")
    yield "i1_1d", np.array([-128, 127], "i1")
    yield "u1_1d", np.array([0, 255], "u1")
    yield "i2be_3x1", np.array([[-32768], [258], [32767]], ">i2")
    yield "u4be_1d", np.array([0, 4294967295, 1], ">u4")
    yield "i8_1d", np.array([-(2**63), 2**63 - 1], "<i8")
    yield "u8_1d", np.array([0, 2**64 - 1], "<u8")
    yield "bool_1d", np.array([True, False])
    yield "s5_1d", np.array([b"abc", b"a\0b", b"\xe9\n\"", b""], "S5")
    yield "u3_1d", np.array(["\u00e9", "\U0001f600", "a,b", ""], "<U3")
    yield "u3be_1d", np.array(["\u4e2d", "xyz"], ">U3")
    yield "v3_1d", np.array([b"\0\1\xff", b"abc"], "V3")
    yield "s0_3", np.zeros(3, "S0")
    yield "m8_s", counts("s", 0, 1700000000, -1, NAT)
    yield "m8_25s", counts("25s", 0, 4)
    yield "m8_ns", counts("ns", 1, NAT)
    yield "m8_y", counts("Y", 54, -2000)
    yield "m8_d", counts("D", 19000, -719529)
    yield "m8be_ms", counts("ms", 1700000000123).astype(">M8[ms]")
    yield "m8_generic", counts("", 7, NAT)
    yield "td_ns", np.array([-5, NAT], "i8").view("m8[ns]")
    yield "demo", np.array([(0, 0.0, 0.0, 0), (1, 0.5, -0.25, 0)], [("id", "<i8"), ("x", "<f8"), ("y", "<f8"), ("share", "<i4")])
    point = [("x", "<f4"), ("y", ">f4")]
    nested = np.zeros(2, [("id", "<i4"), ("pos", point), ("m", ">i2", (2, 2)), ("pts", point, (2,)), ("z", "<c8"), ("s", "S2")])
    nested["id"] = [1, 2]
    nested["pos"]["x"] = [0.5, 1.5]
    nested["pos"]["y"] = [-0.5, -1.5]
    nested["m"] = np.arange(8).reshape(2, 2, 2)
    nested["pts"]["x"] = [[1, 2], [3, 4]]
    nested["z"] = [1 + 2j, 3]
    nested["s"] = [b"ab", b"c"]
    yield "nested", nested
    yield "nested_2x2_f", np.asfortranarray(np.array([[nested[0], nested[1]], [nested[1], nested[0]]], nested.dtype))
    padded = np.zeros(3, np.dtype([("a", "i1"), ("b", ">f8"), ("c", "<i2"), ("p", point, (2,))], align=True))
    padded["a"] = [1, 2, 3]
    padded["b"] = [0.25, 0.5, 0.75]
    padded["c"] = [-1, -2, -3]
    yield "padded", padded
    yield "titled", np.array([(1, 2)], [(("A title", "a"), "<i4"), ("b.c", "<i4")])
    yield "only_padding", np.zeros(2, np.dtype({"names": [], "formats": [], "itemsize": 4}))
    yield "names_v3", np.array([(1, 2)], [("\u03b1", "<i4"), ("q'", "<i4")])


def main():
    lines = []
    for name, a in files():
        np.save(TARGET / f"{name}.npy", a, allow_pickle=False)
        lines.append("\t".join([f"{name}.npy", "-", *describe(a)]))
    (TARGET / "digest.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
