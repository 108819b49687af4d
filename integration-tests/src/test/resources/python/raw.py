"""Arrays in files without a header.

usage: raw.py --write FILE DTYPE SHAPE ORDER OFFSET            writes 0, 1, 2 and so on, by np.memmap
       raw.py --same FILE DTYPE SHAPE ORDER OFFSET NPY FACTOR  prints "same" if NPY holds what np.memmap of FILE sees, and that is
                                                               FACTOR times what was written
"""

import ast
import sys

import numpy as np


def memmap(file, dtype, shape, order, offset, mode):
    return np.memmap(file, dtype, mode, int(offset), ast.literal_eval(shape), order)


action, arguments = sys.argv[1], sys.argv[2:]
if action == "--write":
    array = memmap(*arguments, mode="w+")
    array[...] = np.arange(array.size).reshape(array.shape)
    array.flush()
else:
    npy, factor = np.load(arguments[5]), int(arguments[6])
    array = memmap(*arguments[:5], mode="r")
    assert npy.dtype == array.dtype and npy.shape == array.shape, (npy.dtype, npy.shape)
    assert (npy == array).all()
    assert (array == factor * np.arange(array.size).reshape(array.shape)).all()
    print("same")
