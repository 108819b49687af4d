"""NumPy writes every case of a list, and a manifest of what it wrote.

usage: matrix_write.py CASES MANIFEST
"""

import sys

import formula
from cases import np, one_line, read_cases, read_header, write_new

with open(sys.argv[2], "w", encoding="utf-8") as manifest:
    for case in read_cases(sys.argv[1]):
        try:
            write_new(case, case.path, formula.fill)
        except ValueError as e:  # UnicodeEncodeError is one too
            print(case.number, "REFUSED", one_line(e), sep="\t", file=manifest)
            continue
        version, shape, fortran, dtype, offset = read_header(case.path)
        descr = np.lib.format.dtype_to_descr(dtype)
        print(case.number, version[0], repr(descr), fortran, shape, offset, dtype.itemsize, sep="\t", file=manifest)
