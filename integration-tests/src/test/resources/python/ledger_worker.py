"""Fills the free shares of an array, beside npymap's workers or alone: ledger_worker.py FILE (docs/protocol.md)."""
import fcntl, os, sys, time, zlib
import numpy as np


def task(share, first_row):
    """Yours: writes all of a share, of which a worker that died may have written a part."""
    share[...] = np.sqrt(np.arange(first_row, first_row + len(share)))


def work(path, task):
    """Calls task(share, first_row) for each share that is neither done nor held by another process."""
    path = os.path.realpath(path)
    array = np.load(path, mmap_mode="r")
    ledger = np.load(path + ".ledger.npy", mmap_mode="r+")
    total = ledger["rows"].sum()
    rows = array if array.flags.c_contiguous and len(array) == total else array.T   # in Fortran order, along the last axis
    if len(rows) != total or ledger["byte_offset"][0] != array.offset or ledger["byte_count"].sum() != array.nbytes:
        raise ValueError("this ledger is another array's")
    words = ledger.view("<u8").reshape(-1, 16)[:, 8]               # crc32 and state, to be written by one store
    with open(path + ".lock", "a") as lock:                        # once: closing any descriptor of it frees all claims
        for n in np.flatnonzero(ledger["state"] != 2).tolist():
            try:
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, n)   # the claim: it ends with this process
            except (BlockingIOError, PermissionError):
                continue                                           # another process holds it
            row = ledger[n]                                        # a view: what is set in it is set in the file
            if row["state"] != 2:                                  # looked at again, with the lock in hand
                died = row["state"] == 1
                row["started"], row["finished"] = time.time_ns() // 1000, "NaT"
                row["pid"], row["host"] = os.getpid(), os.uname().nodename.encode()[:56]
                row["attempt"] += 1
                words[n] = 1 << 32                                 # claimed
                if died:                                           # perhaps while it reopened the share:
                    ledger.flush()                                 # the disk may still call that done
                crc = 0
                if os.path.getsize(path) < row["byte_offset"] + row["byte_count"]:
                    raise ValueError("the file was shortened")     # NumPy would extend it
                if row["byte_count"]:                              # NumPy maps nothing else
                    share = np.memmap(path, rows.dtype, "r+", row["byte_offset"], (row["rows"],) + rows.shape[1:])
                    task(share, row["first_row"])
                    crc = zlib.crc32(share)
                    share.flush()                                  # its own pages, and before the word says done
                row["finished"] = time.time_ns() // 1000
                words[n] = crc | 2 << 32                           # done
                ledger.flush()
            fcntl.lockf(lock, fcntl.LOCK_UN, 1, n)


if __name__ == "__main__":
    work(sys.argv[1], task)
