"""Archives of the matrix: NumPy writes them of the files that matrix_write.py left, and reads npymap's.

usage: matrix_npz.py pack CASES                     writes savez.npz and savez_compressed.npz
       matrix_npz.py verify CASES ARCHIVE REPORT    tells of each case what is wrong with it in an archive
"""

import sys

from cases import LONGEST_HEADER, np, one_line, read_cases
from numpy.lib.recfunctions import repack_fields


def pack(cases_file):
    arrays = {case.number: np.load(case.path, max_header_size=LONGEST_HEADER) for case in read_cases(cases_file)}
    np.savez("savez.npz", **arrays)
    np.savez_compressed("savez_compressed.npz", **arrays)


def packed(a):
    """Without padding, of which NumPy keeps what happens to be there."""
    return repack_fields(a, recurse=True) if a.dtype.names else a


def problems(case, a, expected):
    if a.dtype != case.dtype or np.lib.format.dtype_to_descr(a.dtype) != np.lib.format.dtype_to_descr(case.dtype):
        yield "the dtype %r, expected %r" % (a.dtype, case.dtype)
    if a.shape != case.shape:
        yield "the shape %r, expected %r" % (a.shape, case.shape)
    if a.strides != expected.strides:
        yield "the strides %r, expected %r" % (a.strides, expected.strides)
    if packed(a).tobytes() != packed(expected).tobytes():
        yield "other elements"


def verify(cases_file, archive, report_file):
    """Compares an archive of npymap's with that of NumPy's."""
    with np.load(archive, max_header_size=LONGEST_HEADER) as found, open(report_file, "w", encoding="utf-8") as report:
        numpys = np.load("savez.npz", max_header_size=LONGEST_HEADER)
        for case in read_cases(cases_file):
            try:
                text = "; ".join(problems(case, found[case.number], numpys[case.number])) or "ok"
            except Exception as e:
                text = one_line(e)
            print(text.encode("ascii", "backslashreplace").decode(), file=report)


if sys.argv[1] == "pack":
    pack(*sys.argv[2:])
else:
    verify(*sys.argv[2:])
