"""What NumPy's basic indexing makes of arrays whose elements hold their own place in the file.

usage: views.py ARRAYS VIEWS ANSWERS

An array: file, order, shape, dtype. A view: file, Python expression over the array `a`. Tab-separated. An answer: shape, strides
and elements in C order; or "copy", where NumPy's result is no view.
"""

import ast
import sys

import numpy as np


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def create(file, order, shape, dtype):
    shape = ast.literal_eval(shape)
    array = np.lib.format.open_memmap(file, "w+", np.dtype(ast.literal_eval(dtype)), shape, fortran_order=order == "F")
    number = np.arange(array.size).reshape(shape, order=order)
    if array.dtype.names is None:
        array[...] = number
    else:
        array["place"] = number
        array["at"]["x"] = 2 * number
        array["at"]["m"] = 3 * number[..., None, None] + np.arange(6).reshape(2, 3)
    array.flush()


def answer(arrays_file, views_file, answers_file):
    for line in lines(arrays_file):
        create(*line)
    arrays = {}
    with open(answers_file, "w", encoding="utf-8") as answers:
        for file, expression in lines(views_file):
            if file not in arrays:
                arrays[file] = np.load(file, mmap_mode="r")
            a = arrays[file]
            view = np.asarray(eval(expression, {"a": a, "slice": slice}))
            if view.size and not np.shares_memory(a, view):
                print("copy", "", "", sep="\t", file=answers)
            else:
                print(view.shape, view.strides, view.ravel().tolist(), sep="\t", file=answers)


answer(*sys.argv[1:])
