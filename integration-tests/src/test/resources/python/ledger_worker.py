"""Fills free shares of an array, beside npymap's workers or without any: ledger_worker.py FILE (docs/protocol.md)."""
import fcntl, os, socket, sys, zlib
import numpy as np

path = os.path.realpath(sys.argv[1])
ledger = np.load(path + ".ledger.npy", mmap_mode="r+")
array = np.load(path, mmap_mode="r+")
with open(path + ".lock", "a") as lock:                    # opened once: closing any descriptor of it frees every claim
    for n in range(len(ledger)):
        row = ledger[n:n + 1]                              # a view: what is set here is set in the file
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, n)      # the claim, until it is unlocked or this process ends
        except OSError:
            continue                                       # another process holds it
        if row["state"][0] != 2:                           # looked at with the lock in hand
            row["started"], row["finished"] = np.datetime64("now", "us"), np.datetime64("NaT")
            row["pid"], row["host"], row["attempt"] = os.getpid(), socket.gethostname()[:56], row["attempt"] + 1
            row["crc32"], row["state"] = 0, 1
            share = array[row["first_row"][0]:row["first_row"][0] + row["rows"][0]]
            share[...] = np.sqrt(np.arange(row["first_row"][0], row["first_row"][0] + len(share)))  # the task
            array.flush()                                  # the data, then the ledger: never the other way round
            row["finished"], row["crc32"], row["state"] = np.datetime64("now", "us"), zlib.crc32(share), 2
            ledger.flush()
        fcntl.lockf(lock, fcntl.LOCK_UN, 1, n)
