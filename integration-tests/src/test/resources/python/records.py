"""Structs of every kind of field, for rows that npymap reads and writes as Java records.

usage: records.py DTYPE FILE            writes FILE, whose values follow from the row's number
       records.py --same FILE COPY      prints "same", or the first row that differs
"""

import ast
import sys

import numpy as np

ROWS = 50


def create(dtype, file):
    rows = np.zeros(ROWS, dtype=ast.literal_eval(dtype))
    n = np.arange(ROWS)
    rows["flag"] = n % 3 == 0
    rows["small"] = n - 20
    rows["port"] = 65535 - n
    rows["id"] = -n * 1000003
    rows["hash"] = np.uint64(2**64 - 1) - n.astype(np.uint64)
    rows["half"] = n / 8
    rows["single"] = n / 3
    rows["price"] = n / 7
    rows["wide"] = n / 16
    rows["wave"] = n + 1j * n / 4
    rows["at"] = np.datetime64("2026-01-01T00:00:00.000000001", "ns") + n
    rows["day"] = np.datetime64("2026-01-01", "D") + n
    rows["took"] = n * 7
    rows["code"] = [b"c%d" % i for i in n]
    rows["name"] = ["\u00e4\U0001f600%d" % i for i in n]
    rows["raw"] = [bytes([i, 0, 255 - i]) for i in n]
    rows["pos"]["x"] = n / 2
    rows["pos"]["y"]["z"] = n / 4
    rows["m"] = n[:, None, None] + np.arange(6).reshape(2, 3) / 8
    rows["legs"]["n"] = n[:, None] * 10 + np.arange(2)
    np.save(file, rows)


def compare(file, copy):
    expected, found = np.load(file), np.load(copy)
    assert found.dtype == expected.dtype and found.shape == expected.shape, (found.dtype, found.shape)
    for row in range(ROWS):
        # Not by their bytes: a longdouble has six that mean nothing, and NumPy leaves there what was in memory.
        if repr(found[row]) != repr(expected[row]):
            return "row %d: found %r, expected %r" % (row, found[row], expected[row])
    return "same"


if sys.argv[1] == "--same":
    print(compare(*sys.argv[2:]))
else:
    create(*sys.argv[1:])
