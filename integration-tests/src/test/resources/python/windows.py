"""What NumPy takes for the windows of arrays whose elements hold their own place in the file.

usage: windows.py ARRAYS WINDOWS ANSWERS      writes the arrays, and tells what each window holds
       windows.py --written WRITTEN REPORT    checks files of which npymap wrote one window

An array: number, order, shape, dtype. A window: number of its array, kind, two arguments. Tab-separated.
"""

import ast
import sys

import numpy as np


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def places(array):
    """The elements' places: the array itself, or the field that holds them."""
    return array["place"] if array.dtype.names else array


def array_of(number, order, shape, dtype):
    shape = ast.literal_eval(shape)
    dtype = np.dtype(ast.literal_eval(dtype))
    # np.save calls an array C that is dense in both orders, as one of shape (1, 5) is.
    array = np.lib.format.open_memmap(number + ".npy", "w+", dtype, shape, fortran_order=order == "F")
    places(array)[...] = np.arange(array.size).reshape(shape, order=order)
    return array, order


def window(array, order, kind, a, b):
    """(view, first row)"""
    axis = 0 if order == "C" else array.ndim - 1
    if kind == "share":
        parts = np.array_split(array, int(b), axis)
        return parts[int(a)], sum(part.shape[axis] for part in parts[: int(a)])
    if kind == "rows":
        return (array[int(a) : int(b)] if order == "C" else array[..., int(a) : int(b)]), int(a)
    shape = ast.literal_eval(b)
    start, size = int(a), int(np.prod(shape, dtype=np.int64))
    row = array.size // array.shape[axis] if array.size else 1
    return array.ravel(order)[start : start + size].reshape(shape, order=order), start // row


def answer(arrays_file, windows_file, answers_file):
    arrays = {line[0]: array_of(*line) for line in lines(arrays_file)}
    with open(answers_file, "w", encoding="utf-8") as answers:
        for number, kind, a, b in lines(windows_file):
            view, first_row = window(*arrays[number], kind, a, b)
            print(view.shape, first_row, places(view).ravel().tolist(), sep="\t", file=answers)


def check(written_file, report_file):
    with open(report_file, "w", encoding="utf-8") as report:
        for number, order, path, kind, a, b in lines(written_file):
            expected = np.load(number + ".npy")
            view, _ = window(expected, order, kind, a, b)
            places(view)[...] = -1 - places(view)
            found = np.load(path)
            same = found.dtype == expected.dtype and found.shape == expected.shape and np.array_equal(found, expected)
            print("ok" if same else "found %r, expected %r" % (found.tolist(), expected.tolist()), file=report)


if sys.argv[1] == "--written":
    check(*sys.argv[2:])
else:
    answer(*sys.argv[1:])
