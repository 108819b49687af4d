"""What NumPy finds when a shared file is filled.

usage: shared_fill.py FILE      checks that each element is the root of its row's number, and prints the ledger, a row a line
"""

import sys

import numpy as np

array = np.load(sys.argv[1], mmap_mode="r")
expected = np.sqrt(np.arange(len(array)))
wrong = np.flatnonzero(array != expected)
assert array.dtype == np.float64 and wrong.size == 0, "%d rows are wrong, the first is %d" % (wrong.size, wrong[0])

ledger = np.load(sys.argv[1] + ".ledger.npy", mmap_mode="r")
columns = [ledger[name].astype("U" if name == "host" else "i8").tolist() for name in ledger.dtype.names]
for row in zip(*columns):
    print(*row, sep="\t")
