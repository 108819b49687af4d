"""The cases of the matrix, as dev.npymap.it.matrix.MatrixCase writes them, and NumPy's own files for them."""

import ast
import functools
import io
import os
from collections import namedtuple

import numpy as np

try:
    from numpy.lib import _format_impl as fmt  # NumPy 2.3 hides the readers of header texts here
except ImportError:
    from numpy.lib import format as fmt

# Whatever the header's length: NumPy's own limit is 10,000 characters.
LONGEST_HEADER = 1 << 24

Case = namedtuple("Case", "number dtype fortran shape version path")


@functools.lru_cache(maxsize=None)
def dtype(expression, byte_order):
    made = np.dtype(eval(expression, {"np": np}))
    return made if byte_order == "as is" else made.newbyteorder(byte_order)


def read_cases(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            number, expression, byte_order, order, shape, version = line.rstrip("\n").split("\t")
            yield Case(
                number,
                dtype(expression, byte_order),
                order == "FORTRAN",
                ast.literal_eval(shape),
                None if version == "smallest" else (int(version[0]), 0),
                number + ".npy",
            )


def zeros(shape, dtype):
    """As numpy.zeros, which makes S1 of S0, and may make <M8 of >M8."""
    return np.zeros(shape, np.dtype([("a", dtype)]))["a"]


def write_new(case, path, fill):
    """Lets NumPy write a case: in C order as np.save does, in Fortran order as a map."""
    if case.fortran:
        a = np.lib.format.open_memmap(path, "w+", case.dtype, case.shape, True, case.version)
        fill(a)
    else:
        a = zeros(case.shape, case.dtype)
        fill(a)
        with open(path, "wb") as out:
            np.lib.format.write_array(out, a, case.version)


def read_header(path):
    """(version, shape, fortran_order, dtype, payload offset) as NumPy reads them."""
    with open(path, "rb") as data:
        version = np.lib.format.read_magic(data)
        shape, fortran, dtype = fmt._read_array_header(data, version, max_header_size=LONGEST_HEADER)
        return version, shape, fortran, dtype, data.tell()


def header_bytes(path):
    offset = read_header(path)[-1]
    with open(path, "rb") as data:
        return data.read(offset)


def one_line(error):
    return "%s: %s" % (type(error).__name__, " ".join(str(error).split()))
