"""NumPy reads what npymap wrote for every case of a list, both ways that it has.

usage: matrix_verify.py CASES REPORT
"""

import os
import sys

import formula
from cases import LONGEST_HEADER, header_bytes, np, one_line, read_cases, read_header, write_new

PEERS_OWN = "numpy's own.npy"


def peers_own_header(case):
    try:
        write_new(case, PEERS_OWN, lambda a: None)
        return header_bytes(PEERS_OWN)
    finally:
        # To truncate the file for the next case would take ten times as long: some file systems then write the old one to disk.
        os.remove(PEERS_OWN)


def problems(case):
    wanted = case.dtype
    loaded = np.load(case.path, max_header_size=LONGEST_HEADER)
    mapped = np.load(case.path, mmap_mode="r", max_header_size=LONGEST_HEADER)
    if not isinstance(mapped, np.memmap):
        yield "mmap_mode gave a " + type(mapped).__name__
    for name, a in ("loaded", loaded), ("mapped", mapped):
        if a.dtype != wanted or np.lib.format.dtype_to_descr(a.dtype) != np.lib.format.dtype_to_descr(wanted):
            yield "%s the dtype %r, expected %r" % (name, a.dtype, wanted)
        if a.shape != case.shape:
            yield "%s the shape %r, expected %r" % (name, a.shape, case.shape)
        if not (a.flags.f_contiguous if case.fortran else a.flags.c_contiguous):
            yield "%s in the wrong order" % name
        for difference in formula.differences(a):
            yield "%s %s" % (name, difference)
    *_, dtype, offset = read_header(case.path)
    size = offset + dtype.itemsize * int(np.prod(case.shape, dtype=np.int64))
    if os.path.getsize(case.path) != size:
        yield "%d bytes long, expected %d" % (os.path.getsize(case.path), size)
    # NumPy's maps of one dimension say fortran_order True where it was asked for; its saved arrays, and npymap, never do.
    alike = case if len(case.shape) > 1 else case._replace(fortran=False)
    expected = peers_own_header(alike)
    if header_bytes(case.path) != expected:
        yield "the header %r, expected %r" % (header_bytes(case.path), expected)


def verdict(case):
    if not os.path.exists(case.path):
        try:
            peers_own_header(case)
        except ValueError as e:
            return "REFUSED " + one_line(e)
        return "not written, though NumPy can"
    return "; ".join(problems(case)) or "ok"


with open(sys.argv[2], "w", encoding="utf-8") as report:
    for case in read_cases(sys.argv[1]):
        try:
            text = verdict(case)
        except Exception as e:
            text = one_line(e)
        # Text that is no text, as a lone surrogate, must not break the report.
        print(case.number, text.encode("ascii", "backslashreplace").decode(), sep="\t", file=report)
