"""access/reductions.tsv: what NumPy's sum, min and max give, in float64 and 64-bit integers as npymap does."""

import random

import numpy as np
from table import write

random.seed(0)


def integers():
    for code in ("i1", "u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8"):
        info = np.iinfo(code)
        for values in (
            [0],
            [info.max] * 3,
            [info.min, info.max, info.min],
            [random.randint(info.min, info.max) for _ in range(20)],
        ):
            yield np.array(values, code)


def floats():
    # Sums of these are exact, so that their order does not matter.
    numbers = [random.randint(-1000, 1000) / 4 for _ in range(20)]
    inf, nan = float("inf"), float("nan")
    for code in ("<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "<f16", ">f16"):
        for values in (
            numbers,
            [-0.0],
            [-0.0, -0.0],
            [0.0, -0.0],
            [-0.0, 0.0, 1.0, -1.0],
            [inf, 1.0, -2.5],
            [1.0, -inf, 2.0],
            [inf, -inf],
            [1.0, nan, -1.0, nan],
            [nan, inf],
            [np.finfo(code).smallest_subnormal if code[-1] != "6" else 2.0**-1074, 0.0],
        ):
            yield np.array(values, code)


def text(value):
    return str(int(value)) if isinstance(value, np.integer) else repr(float(value))


def row(array):
    floating = array.dtype.kind == "f"
    with np.errstate(all="ignore"):
        total = array.sum(dtype=np.float64 if floating else None)
    nans = int(np.isnan(array).sum()) if floating else 0
    return [array.dtype.str, array.tobytes().hex(), text(total), text(array.min()), text(array.max()), nans]


if __name__ == "__main__":
    columns = ["dtype", "bytes", "sum", "min", "max", "NaNs"]
    rows = [row(array) for arrays in (integers(), floats()) for array in arrays]
    write(__file__, "access/reductions.tsv", columns, rows)
