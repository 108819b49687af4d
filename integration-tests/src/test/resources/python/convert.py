"""What `npymap convert` and `npymap append` made, against NumPy.

usage: convert.py --write FILE EXPRESSION FILE EXPRESSION ...   writes what the expressions do, to FILE as f
       convert.py RULE IN OUT RULE IN OUT ...                   every array a of IN.npz, as the rule makes it, is in OUT
       convert.py --same OUT EXPRESSION OUT EXPRESSION ...      the array of OUT is that of the expression

IN is an archive; OUT is an archive, a folder, or an .npy file. Rules and expressions are Python with NumPy as np.
"""

import os
import sys

import numpy as np


def evaluate(expression, **names):
    return eval(expression, {"np": np, **names})


def load(out, name):
    if out.endswith(".npz"):
        return np.load(out)[name]
    return np.load(os.path.join(out, name + ".npy") if os.path.isdir(out) else out)


def check(found, expected, what):
    assert found.dtype == expected.dtype, "%s: dtype %s, expected %s" % (what, found.dtype, expected.dtype)
    assert found.shape == expected.shape, "%s: shape %s, expected %s" % (what, found.shape, expected.shape)
    assert found.tobytes() == expected.tobytes(), "%s: %s, expected %s" % (what, found, expected)


if sys.argv[1] == "--write":
    for file, expression in zip(sys.argv[2::2], sys.argv[3::2]):
        evaluate(expression, f=file)
elif sys.argv[1] == "--same":
    for out, expression in zip(sys.argv[2::2], sys.argv[3::2]):
        check(np.load(out), evaluate(expression), "%s: %s" % (out, expression))
    print(len(sys.argv[2::2]), "same")
else:
    for rule, archive, out in zip(sys.argv[1::3], sys.argv[2::3], sys.argv[3::3]):
        arrays = np.load(archive)
        for name in arrays.files:
            expected = np.asanyarray(evaluate(rule, a=arrays[name]))
            found = load(out, name)
            check(found, expected, "%s::%s by %s" % (out, name, rule))
            assert found.flags.fnc == expected.flags.fnc, "%s::%s: other order by %s" % (out, name, rule)
        print(len(arrays.files), "same")
