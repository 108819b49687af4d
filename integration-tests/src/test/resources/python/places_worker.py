"""ledger_worker.py with a task for every dtype and shape: each byte of the payload becomes its place in it, modulo 256.

usage: places_worker.py FILE
"""

import sys

import numpy as np

import ledger_worker


def places(share, first_row):
    data = share.reshape(-1).view("u1")
    data[...] = first_row * (data.size // len(share)) + np.arange(data.size)


ledger_worker.work(sys.argv[1], places)
