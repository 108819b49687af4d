"""Archives of arrays: written in every way that Python has, and npymap's, read by it.

usage: npz.py write ANSWERS            writes archives, and tells what is in them
       npz.py check ARCHIVE...         tells what is in archives, read by NumPy, after zipfile.testzip
       npz.py load ARCHIVE MEMBER      prints an array, or the error that NumPy raises

What is in them: archive, member, descr, shape, SHA-256 of the elements in C order. Tab-separated.
"""

import hashlib
import sys
import zipfile

import numpy as np


def arrays():
    random = np.random.RandomState(5976)
    struct = np.zeros(1000, [("id", "<i4"), ("at", [("x", ">f8"), ("m", "<i2", (2, 3))])])
    struct["id"] = np.arange(1000)
    struct["at"]["m"] = random.randint(-9, 9, (1000, 2, 3))
    return {
        "x": np.arange(100_000).reshape(100, 1000),
        "fortran": np.asfortranarray(random.rand(30, 40, 5)),
        "big endian": np.arange(77, dtype=">f4"),
        "struct": struct,
        "scalar": np.array(42, "<i2"),
        "none": np.zeros((0, 3)),
        "folder/of/folders": np.array(["a", "é", "数"]),
        "é": np.array([True, False]),
        "数": np.arange(9, dtype="<u1"),
        # Some MB, of which deflate can make little.
        "large": random.randint(0, 1 << 30, 1_500_000, "<i4"),
    }


class Unseekable:
    """A pipe, as it were: zipfile writes data descriptors to it."""

    def __init__(self, file):
        self.file = file

    def write(self, data):
        return self.file.write(data)

    def flush(self):
        self.file.flush()


def write_zip(path, compression, seekable=True, force_zip64=False, comment=b"", prefix=b""):
    with open(path, "wb") as file:
        target = file if seekable else Unseekable(file)
        with zipfile.ZipFile(target, "w", compression) as archive:
            for name, array in arrays().items():
                with archive.open(name + ".npy", "w", force_zip64=force_zip64) as member:
                    np.lib.format.write_array(member, array)
            archive.comment = comment
    if prefix:
        with open(path, "rb") as file:
            content = file.read()
        with open(path, "wb") as file:
            file.write(prefix + content)


def append(path):
    """Replaces a member as zipfile can: by another one of its name, behind it. It warns."""
    np.savez(path, x=np.zeros(3), y=np.ones(2))
    with zipfile.ZipFile(path, "a") as archive:
        with archive.open("x.npy", "w") as member:
            np.lib.format.write_array(member, np.arange(4))
    return {"x": np.arange(4), "y": np.ones(2)}


def write(answers_file):
    stored, deflated = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
    np.savez("savez.npz", **arrays())
    np.savez_compressed("savez_compressed.npz", **arrays())
    write_zip("plain.npz", stored)
    write_zip("zip64.npz", stored, force_zip64=True)
    write_zip("streamed.npz", stored, seekable=False)
    write_zip("streamed_zip64.npz", stored, seekable=False, force_zip64=True)
    write_zip("deflated.npz", deflated)
    write_zip("deflated_streamed.npz", deflated, seekable=False)
    write_zip("deflated_streamed_zip64.npz", deflated, seekable=False, force_zip64=True)
    write_zip("comment.npz", stored, comment=b"a comment")
    write_zip("prefix.npz", stored, prefix=b"#!/bin/sh\n")
    names = ["savez", "savez_compressed", "plain", "zip64", "streamed", "streamed_zip64", "deflated", "deflated_streamed"]
    names += ["deflated_streamed_zip64", "comment", "prefix"]
    with open(answers_file, "w", encoding="utf-8") as answers:
        for name in names:
            tell(name + ".npz", arrays(), answers)
        tell("appended.npz", append("appended.npz"), answers)


def tell(path, members, file):
    for name, array in members.items():
        descr = repr(np.lib.format.dtype_to_descr(array.dtype))
        print(path, name, descr, array.shape, hashlib.sha256(array.tobytes()).hexdigest(), sep="\t", file=file)


def check(paths):
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None, path
        with np.load(path) as archive:
            tell(path, {name: archive[name] for name in archive.files}, sys.stdout)


def load(path, member):
    try:
        with np.load(path) as archive:
            print(archive[member].tolist())
    except Exception as e:
        print(type(e).__name__ + ": " + str(e))


if sys.argv[1] == "write":
    write(sys.argv[2])
elif sys.argv[1] == "check":
    check(sys.argv[2:])
else:
    load(*sys.argv[2:])
