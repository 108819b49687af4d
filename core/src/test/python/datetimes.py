"""bulk/datetimes.tsv: what numpy.datetime_as_string writes for counts of every unit.

Counts whose date overflows NumPy's 64 bits are left out: there NumPy writes nonsense, and npymap the right date.
"""

import numpy as np
from table import write

UNITS = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"]
COUNTS = [0, 1, -1, 11, 12, -12, -13, 59, 60, 365, 366, 999, 1000, -1000, 86399, 86400, -86401, 10957, 11016, -719528]
COUNTS += [-719529, -25508, 123456789, -123456789, 1234567890123, -1234567890123, 951782400, 951868799, 2**31, -(2**31)]
LARGE = [2**63 - 1, -(2**63) + 1, 10**18, -(10**18), -(2**63)]


def rows():
    for unit in UNITS:
        for count in COUNTS:
            yield f"M8[{unit}]", count
    for unit in UNITS[6:]:
        for count in LARGE:
            yield f"M8[{unit}]", count
    for unit, count in (("Y", 10**15), ("Y", -(10**15)), ("M", 10**16), ("W", 10**15), ("D", 10**17), ("h", -(10**17))):
        yield f"M8[{unit}]", count
    for unit in ("Y", "D", "ns"):
        yield f"M8[{unit}]", -(2**63)
    for dtype in ("M8[25s]", "M8[7D]", "M8[10Y]", "M8[3M]", "M8[100ns]", "M8[2W]", "M8[15m]", "M8[0s]"):
        for count in (0, 1, -1, 4000, -4001, -(2**63)):
            yield dtype, count


def text(dtype, count):
    return [dtype, count, np.datetime_as_string(np.array([count], "i8").view(dtype))[0]]


if __name__ == "__main__":
    write(__file__, "bulk/datetimes.tsv", ["dtype", "count", "text"], (text(*row) for row in rows()))
