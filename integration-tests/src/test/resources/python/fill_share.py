"""Checks a file that the README's FillShare filled: id = row, x = sqrt(row).

usage: fill_share.py FILE      prints the range of rows that are still zero, or "none"
"""

import sys

import numpy as np

a = np.load(sys.argv[1], mmap_mode="r")
rows = np.arange(len(a))
filled = (a["id"] == rows) & (a["x"] == np.sqrt(rows))
zero = np.flatnonzero(~filled)
assert not a[zero].tobytes().strip(b"\0"), "rows that are neither filled nor zero"
if zero.size:
    assert zero.size == zero[-1] + 1 - zero[0], "more than one range is missing"
    print(zero[0], zero[-1] + 1)
else:
    print("none")
