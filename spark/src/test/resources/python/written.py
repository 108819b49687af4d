"""Reads the parts of a folder with NumPy alone, and compares them with what WriteTest wrote: row n of every type follows from n."""
import ast
import datetime
import json
import os
import sys

import numpy as np

folder, count = sys.argv[1], int(sys.argv[2])
with open(os.path.join(folder, "_manifest.json"), encoding="utf-8") as file:
    manifest = json.load(file)
parts = [np.load(os.path.join(folder, part["file"])) for part in manifest["parts"]]
for part, array in zip(manifest["parts"], parts):
    assert part["rows"] == len(array), part
    assert part["bytes"] == os.path.getsize(os.path.join(folder, part["file"])), part
    assert array.dtype == np.dtype(ast.literal_eval(manifest["descr"])), (array.dtype, manifest["descr"])
rows = np.concatenate(parts)
assert len(rows) == count, len(rows)
n = np.arange(count)

expected = {
    "b": n % 2 == 0,
    "i1": (n % 100).astype("i1"),
    "i2": -n.astype("i2"),
    "i4": n.astype("i4") * 1000,
    "i8": n.astype("i8") * 10**15,
    "f4": (n / 4).astype("f4"),
    "f8": n / 3.0,
    "ts": n.astype("M8[us]") + np.timedelta64(1, "us") * 0,
    "ntz": np.datetime64("2020-01-01T00:00:00.000001", "us") + n * np.timedelta64(1, "s"),
    "d": np.datetime64("1969-12-31", "D") + n,
    "dt": n * np.timedelta64(1500000, "us"),
    "ym": n.astype("m8[M]") * 13,
    "u8": np.uint64(2**64 - 1) - n.astype("u8"),
    "s": np.array(["é😀" + str(i) for i in n]),
    "bin": np.array([("x%d" % i).encode() for i in n]),
    "c": n + 1j * (n / 2),
    "c4": (n - 1j * n).astype("c8"),
    "a": np.stack([n, n + 1, n + 2], axis=-1).astype("f8"),
    "m": np.stack([np.stack([n, n], -1), np.stack([-n, n * 2], -1)], -2).astype("i4"),
}
expected["ts"] = (n * 1000001).astype("M8[us]")
for name, column in expected.items():
    assert rows[name].shape == column.shape, (name, rows[name].shape, column.shape)
    assert (rows[name] == column).all(), (name, rows[name], column)
assert (rows["st"]["x"] == n).all() and (rows["st"]["in"]["y"] == n.astype("f4") / 2).all()
assert rows["st"]["in"]["z"].shape == (count, 2) and (rows["st"]["in"]["z"] == np.array(["p", "q"])).all()
odd = n % 2 == 1
assert np.isnat(rows["nt"][odd]).all() and (rows["nt"][~odd] == n[~odd].astype("M8[us]")).all()
print(rows.dtype)
