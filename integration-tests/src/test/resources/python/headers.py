"""What NumPy says of headers.

usage: headers.py SAMPLES SIZE VERDICTS

A sample: major version, minor version, text in hex; its file has SIZE bytes. A verdict: "accepted", descr,
shape, fortran_order, strides; or "refused", reason. It is that of open_memmap: np.load refuses a sub-array at the top level,
which it maps.
"""

import os
import sys
import warnings

from cases import fmt, np, one_line

LONGEST = 1 << 20
PATH = "sample.npy"


def file_bytes(major, minor, text):
    length = len(text).to_bytes(2 if major == 1 else 4, "little")
    return b"\x93NUMPY" + bytes([major, minor]) + length + text


def verdict(sample):
    major, minor, text = sample
    with open(PATH, "r+b") as out:
        out.write(file_bytes(int(major), int(minor), bytes.fromhex(text)))
    try:
        mapped = np.lib.format.open_memmap(PATH, mode="r", max_header_size=LONGEST)
        with open(PATH, "rb") as data:
            version = np.lib.format.read_magic(data)
            _, fortran, dtype = fmt._read_array_header(data, version, max_header_size=LONGEST)
        while dtype.subdtype:
            dtype = dtype.base
        return ["accepted", repr(np.lib.format.dtype_to_descr(dtype)), mapped.shape, fortran, mapped.strides]
    except Exception as e:
        return ["refused", one_line(e)[:200]]


def judge(samples, verdicts):
    for sample in samples:
        print(*verdict(sample), sep="\t", file=verdicts, flush=True)


def judge_all(samples, path):
    """In child processes: NumPy divides by zero for a unit like [s/0], and the kernel ends it."""
    open(path, "w").close()
    done = 0
    while done < len(samples):
        with open(path, "a", encoding="utf-8", errors="backslashreplace") as verdicts:
            child = os.fork()
            if child == 0:
                judge(samples[done:], verdicts)
                os._exit(0)
            _, status = os.waitpid(child, 0)
        with open(path, "rb") as verdicts:
            done = sum(1 for _ in verdicts)
        if status:
            if not os.WIFSIGNALED(status):
                sys.exit("a child failed")
            with open(path, "a", encoding="utf-8") as verdicts:
                print("refused", "NumPy crashed by signal %d" % os.WTERMSIG(status), sep="\t", file=verdicts)
            done += 1


warnings.simplefilter("ignore")
with open(PATH, "wb") as out:
    out.truncate(int(sys.argv[2]))
with open(sys.argv[1], encoding="ascii") as lines:
    judge_all([line.rstrip("\n").split("\t") for line in lines], sys.argv[3])
os.remove(PATH)
