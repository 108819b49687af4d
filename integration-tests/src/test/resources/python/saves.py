"""Files that npymap saved, against what np.save writes of the same array.

usage: saves.py FILE EXPRESSION FILE EXPRESSION ...            prints "same", or what differs
       saves.py --write FILE EXPRESSION FILE EXPRESSION ...    writes the files

An expression is Python with NumPy as np; its file must be that which np.save writes, byte for byte.
"""

import io
import sys

import numpy as np


def evaluate(expression):
    return eval(expression, {"np": np})


def check(file, expression):
    expected = evaluate(expression)
    found = np.load(file)
    assert found.dtype == expected.dtype, "%s: dtype %s, expected %s" % (file, found.dtype, expected.dtype)
    assert found.shape == expected.shape, "%s: shape %s, expected %s" % (file, found.shape, expected.shape)
    assert found.tolist() == expected.tolist(), "%s: other elements than %s" % (file, expression)
    out = io.BytesIO()
    np.save(out, expected)
    with open(file, "rb") as saved:
        assert saved.read() == out.getvalue(), "%s: other bytes than np.save of %s" % (file, expression)


if sys.argv[1] == "--write":
    for file, expression in zip(sys.argv[2::2], sys.argv[3::2]):
        np.save(file, evaluate(expression))
else:
    for file, expression in zip(sys.argv[1::2], sys.argv[2::2]):
        check(file, expression)
    print("same")
