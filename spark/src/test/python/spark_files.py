#!/usr/bin/env python3
"""Makes the .npy files of the tests, and expected.json: the columns that Spark must have of them, and what NumPy says their rows are.

usage: spark_files.py     writes into ../resources/dev/npymap/spark/npy. The files were made with NumPy 2.4.6 on x86-64.

Each case is a file, its columns in Spark's words, and its rows as JSON: numbers as text, bytes in hexadecimal, dates as NumPy
prints them, lengths of time as a number of microseconds or months, structs as objects, and not-a-time as null.
"""
import json
import pathlib

import numpy as np

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources/dev/npymap/spark/npy"
CASES = []


def value(x, dtype):
    """One value of a dtype as JSON. `x` is an array of rank 0 or more."""
    if x.ndim:
        return [value(np.asarray(x[i]), dtype) for i in range(len(x))]
    if dtype.names is not None:
        return {name: value(np.asarray(x[name]), dtype[name].base) for name in dtype.names}
    kind, item = dtype.kind, x[()]
    if kind == "b":
        return bool(item)
    if kind in "iu":
        return str(int(item))
    if kind == "f":
        return repr(float(item))
    if kind == "c":
        return {"re": repr(float(item.real)), "im": repr(float(item.imag))}
    if kind == "S":
        return bytes(item).hex()
    if kind == "V":
        return item.tobytes().hex()
    if kind == "U":
        return str(item)
    if np.isnat(item):
        return None
    unit = np.datetime_data(dtype)[0]
    if kind == "M":
        return str(item.astype("M8[D]" if unit in ("Y", "M", "W", "D") else "M8[us]"))
    return str(item.astype("m8[M]" if unit in ("Y", "M") else "m8[us]").astype("i8"))


def case(name, columns, array):
    array = np.asanyarray(array)
    TARGET.mkdir(parents=True, exist_ok=True)
    np.save(TARGET / f"{name}.npy", array)
    rows = []
    table = array if array.ndim else array.reshape(1)
    for i in range(len(table)):
        row = np.asarray(table[i])
        if array.dtype.names is not None:
            rows.append({f: value(np.asarray(row[f]), array.dtype[f].base) for f in array.dtype.names})
        else:
            rows.append({"value": value(row, array.dtype)})
    CASES.append({"file": f"{name}.npy", "columns": columns, "rows": rows})


def both(name, columns, array):
    """The same in either byte order."""
    array = np.asanyarray(array)
    case(name, columns, array.astype(array.dtype.newbyteorder("<")))
    case(name + "_be", columns, array.astype(array.dtype.newbyteorder(">")))


def extremes(dtype):
    info = np.iinfo(dtype)
    return np.array([info.min, info.max, 0, 1, info.max // 2 + 1], dtype)


def numbers():
    case("b1", "value:boolean", np.array([True, False, True]))
    case("i1", "value:tinyint", extremes("i1"))
    case("u1", "value:smallint", extremes("u1"))
    both("i2", "value:smallint", extremes("i2"))
    both("u2", "value:int", extremes("u2"))
    both("i4", "value:int", extremes("i4"))
    both("u4", "value:bigint", extremes("u4"))
    both("i8", "value:bigint", extremes("i8"))
    both("u8", "value:decimal(20,0)", np.array([0, 1, 10**18 - 1, 10**18, 2**63 - 1, 2**63, 2**64 - 1], "u8"))
    floats = [0.0, -0.0, 1.5, -2.25, float("inf"), float("-inf"), float("nan")]
    both("f2", "value:float", np.array(floats + [65504, 6e-8], "f2"))
    both("f4", "value:float", np.array(floats + [3.4e38, 1e-45], "f4"))
    both("f8", "value:double", np.array(floats + [1.7e308, 5e-324, 0.1], "f8"))
    both("c8", "value:struct<re:float,im:float>", np.array([1 + 2j, -0.0 + 1j, complex("nan")], "c8"))
    both("c16", "value:struct<re:double,im:double>", np.array([1 + 2j, 0.1 - 0.2j, complex("inf")], "c16"))


def times():
    counts = [0, 1, -1, 400, -401, 20_000, np.iinfo("i8").min]
    for unit in ("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "25s", "100ns", "3M", "2W"):
        calendar = unit[-1] in "YMWD"
        array = np.array([min(c, 3000) for c in counts] if unit[-1] == "Y" else counts, "i8")
        both(f"M8_{unit}", "value:date" if calendar else "value:timestamp_ntz", array.view(f"M8[{unit}]"))
        months = unit[-1] in "YM"
        length = "interval year to month" if months else "interval day to second"
        both(f"m8_{unit}", f"value:{length}", array.view(f"m8[{unit}]"))
    large = np.array([2**62, -(2**62), 1_700_000_000_123_456_789, -1, -999, -1000, -1001], "i8")
    both("M8_ns_large", "value:timestamp_ntz", large.view("M8[ns]"))
    both("m8_ns_large", "value:interval day to second", large.view("m8[ns]"))


def texts():
    case("S5", "value:binary", np.array([b"", b"a", b"ab\0c", b"abcde", b"\xff\x80"], "S5"))
    case("V3", "value:binary", np.array([b"abc", b"\0\0\0", b"a\0\0"], "V3"))
    both("U4", "value:string", np.array(["", "a", "a\0b", "\u00e9\u07ff\u0800\uffff", "\U0001f600\U0010ffff"], "U4"))


def shapes():
    case("rank0", "value:double", np.array(2.5))
    case("rank0_struct", "a:int,b:double", np.array((7, 0.5), [("a", "<i4"), ("b", "<f8")]))
    case("rows0", "value:double", np.zeros(0))
    case("rows0_2d", "value:array<double>", np.zeros((0, 3)))
    case("empty_rows", "value:array<double>", np.zeros((3, 0)))
    for order in "CF":
        grid = np.asarray(np.arange(12, dtype="<i4").reshape(4, 3), order=order)
        case(f"grid_{order}", "value:array<int>", grid)
        case(f"grid_be_{order}", "value:array<int>", np.asarray(grid.astype(">i4"), order=order))
        cube = np.asarray(np.arange(24, dtype="<f8").reshape(4, 3, 2), order=order)
        case(f"cube_{order}", "value:array<array<double>>", cube)
    case("dates_2d", "value:array<timestamp_ntz>", np.array([["2020-01-01", "NaT"], ["NaT", "1969-12-31T23:59:59"]], "M8[s]"))
    case("texts_2d", "value:array<string>", np.array([["a", "bc"], ["", "\u00e9"]]))
    case("complex_2d", "value:array<struct<re:double,im:double>>", np.array([[1 + 2j, 3j], [4, 5 - 6j]]))


def structs():
    dtype = np.dtype([("id", "<i8"), ("x", "<f8"), ("side", "S1"), ("t", "<M8[ns]")])
    trades = np.zeros(5, dtype)
    trades["id"] = np.arange(5)
    trades["x"] = trades["id"] / 4
    trades["side"] = [b"B", b"S", b"", b"B", b"S"]
    trades["t"] = np.array(["2020-01-01", "NaT", "2021-02-03T04:05:06.123456789", "1900-01-01", "2200-12-31"], "M8[ns]")
    case("trades", "id:bigint,x:double,side:binary,t:timestamp_ntz", trades)
    aligned = np.dtype([("a", "u1"), ("b", ">f8"), ("c", "<u2")], align=True)
    case("padded", "a:smallint,b:double,c:int", np.array([(1, 0.5, 2), (255, -1, 65535)], aligned))
    pos = np.dtype([("x", "<f4"), ("y", ">f4")])
    nested = np.dtype([("n", "<i2"), ("pos", pos), ("deep", [("pos", pos), ("ok", "?")])])
    case(
        "nested",
        "n:smallint,pos:struct<x:float,y:float>,deep:struct<pos:struct<x:float,y:float>,ok:boolean>",
        np.array([(i, (i, -i), ((i / 2, i / 4), i % 2)) for i in range(4)], nested),
    )
    sub = np.dtype([("m", "<f8", (2, 3)), ("v", ">i2", 2), ("p", pos, (2,)), ("t", "<m8[s]", (2,)), ("u", "<u8", (1,))])
    array = np.zeros(3, sub)
    array["m"] = np.arange(18).reshape(3, 2, 3)
    array["v"] = [[1, 2], [3, 4], [5, 6]]
    array["p"]["x"] = [[1, 2], [3, 4], [5, 6]]
    array["p"]["y"] = -array["p"]["x"]
    array["t"] = np.array([[1, -1], [0, np.iinfo("i8").min], [86400, 5]], "i8").view("m8[s]")
    array["u"] = [[1], [2**64 - 1], [2**63]]
    columns = (
        "m:array<array<double>>,v:array<smallint>,p:array<struct<x:float,y:float>>,t:array<interval day to second>,"
        "u:array<decimal(20,0)>"
    )
    case("subarrays", columns, array)
    for order in "CF":
        case(f"struct_grid_{order}", "x:array<float>,y:array<float>", np.asarray(array["p"], pos, order=order))
    odd = np.dtype([("a.b", "<i4"), ("c d", "<i4"), ("\u00e9", "<i4")])
    case("names", "a.b:int,c d:int,\u00e9:int", np.array([(1, 2, 3)], odd))
    case("row_column", "_row:double,x:int", np.array([(0.5, 1), (1.5, 2)], [("_row", "<f8"), ("x", "<i4")]))
    case("titled", "a:int", np.array([(1,), (2,)], [(("the title", "a"), "<i4")]))


if __name__ == "__main__":
    numbers()
    times()
    texts()
    shapes()
    structs()
    with open(TARGET / "expected.json", "w", encoding="utf-8", newline="\n") as out:
        out.write("[\n" + ",\n".join(json.dumps(c, ensure_ascii=True) for c in CASES) + "\n]\n")
