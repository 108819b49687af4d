"""Random dates of every unit, and what NumPy makes of them.

usage: datetimes.py SEED COUNT

For every dtype writes NAME.npy, the dates as M8; NAME-delta.npy, the same counts as m8; and NAME.tsv, a line for each:
text, seconds and nanoseconds of the date, seconds and nanoseconds of the length of time. In place of a number that NumPy would
get wrong, since it or one on the way exceeds 64 bits, stands a dash; of one that NumPy would round or invent, "inexact".
"""

import random
import sys

import numpy as np

MULTIPLES = [1, 7, 25, 1000]

# In nanoseconds; a year and a month as long as they can be.
COARSE = {"Y": 366 * 86400 * 10**9, "M": 31 * 86400 * 10**9, "W": 604800 * 10**9, "D": 86400 * 10**9, "h": 3600 * 10**9}
COARSE.update({"m": 60 * 10**9, "s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1})

# In parts of a nanosecond.
FINE = {"ps": 10**3, "fs": 10**6, "as": 10**9}

NAT = -(1 << 63)

# What NumPy adds on the way: 1970 years, or 30 of them in days.
SLACK = 1 << 20
LIMIT = (1 << 63) - SLACK


def is_safe(count, unit, multiple):
    """NumPy multiplies without a look at overflows."""
    return abs(count * multiple * (7 if unit == "W" else 1)) < LIMIT


def counts(rnd, unit, multiple, wanted):
    found = [0, 1, -1, NAT]
    while len(found) < wanted:
        count = rnd.getrandbits(rnd.randrange(1, 64)) * rnd.choice((1, -1))
        if unit in FINE and rnd.random() < 0.5:
            count = count // FINE[unit] * FINE[unit]
        if is_safe(count, unit, multiple):
            found.append(count)
    return found


def cast(array, to, unit, multiple):
    """What NumPy's astype says; a dash where that would not fit, "inexact" where it would round."""

    def answer(count, found):
        if count == NAT:
            return "inexact"
        if unit in FINE:
            return found if count * multiple % FINE[unit] == 0 else "inexact"
        nanoseconds = abs(count) * multiple * COARSE[unit]
        whole = to == "ns" or COARSE[unit] >= 10**9
        return found if whole and nanoseconds // (1 if to == "ns" else 10**9) < 1 << 61 else "-"

    if unit in FINE and to == "s":
        return ["-"] * array.size
    as_counts = array.astype("%s8[%s]" % (array.dtype.kind, to)).view("i8")
    return [answer(*pair) for pair in zip(array.view("i8").tolist(), as_counts.tolist())]


def write(unit, multiple, rnd, wanted):
    name = "%d%s" % (multiple, unit)
    numbers = counts(rnd, unit, multiple, wanted)
    raw = np.array(numbers, "i8")
    dates = raw.view("M8[%s]" % name)
    lengths = raw.view("m8[%s]" % name)
    np.save(name, dates)
    np.save(name + "-delta", lengths.astype(lengths.dtype.newbyteorder(">")))
    columns = [np.datetime_as_string(dates).tolist()]
    columns += [cast(dates, to, unit, multiple) for to in ("s", "ns")]
    if unit in "YM":
        columns += [["inexact"] * len(numbers)] * 2
    else:
        columns += [cast(lengths, to, unit, multiple) for to in ("s", "ns")]
    with open(name + ".tsv", "w", encoding="ascii") as out:
        for row in zip(*columns):
            print(*row, sep="\t", file=out)
    print(name)


rnd = random.Random(int(sys.argv[1]))
for unit in list(COARSE) + list(FINE):
    for multiple in MULTIPLES:
        write(unit, multiple, rnd, int(sys.argv[2]))
