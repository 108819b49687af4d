"""Writes arrays, and what NumPy knows of their numbers.

usage: stats.py SEED COUNT     writes files into the working folder, and expected.tsv:

  file  field  count  nan  min  max  mean  std     field is - for elements that are no structs

Mean and standard deviation are those of the numbers without NaN. NumPy's own, even in longdouble, are wrong where numbers are all
far from zero; so the mean is computed exactly, and NumPy is asked for the deviation, in longdouble, of the distances from it. Of
longdoubles the nearest doubles are taken. The least and the greatest of integers have all of their digits; other numbers have 17.
numbers.npz and deflated.npz hold the arrays of the files too.
"""
import fractions
import math
import sys
import warnings

import numpy as np

seed, count = int(sys.argv[1]), int(sys.argv[2])
rng = np.random.default_rng(seed)
warnings.simplefilter("ignore")


def text(x):
    return "%.17g" % float(x)


def row(a):
    """count, nan, min, max, mean, std"""
    values = a.reshape(-1)
    integers = values.dtype.kind in "iubm"
    if values.dtype.kind == "m":
        nans = np.isnat(values)
        values = values.astype("i8")
    elif integers:
        nans = np.zeros(values.shape, bool)
    else:
        nans = np.isnan(values)
    rest = values[~nans]
    if rest.size == 0:
        return [values.size, nans.sum(), "nan", "nan", "nan", "nan"]
    shown = (lambda x: str(int(x))) if integers else text
    mean, distances = centred(rest)
    return [values.size, nans.sum(), shown(rest.min()), shown(rest.max()), text(mean), text(distances.std())]


def centred(values):
    """The mean, and longdoubles: what is left of the values when some number close to it is taken away."""
    if values.dtype.kind == "f":
        doubles = values.astype("f8")
        mean = math.fsum(doubles) / doubles.size if np.isfinite(doubles).all() else doubles.mean()
        return mean, doubles.astype(np.longdouble) - mean
    whole = values.tolist()
    mean = fractions.Fraction(sum(map(int, whole)), len(whole))
    middle = round(mean)
    return mean, np.array([np.longdouble(int(x) - middle) for x in whole])


def floats():
    normal = rng.standard_normal(count)
    yield "normal", normal
    yield "far", 1e9 + normal
    yield "spread", normal * 10.0 ** rng.integers(-12, 12, count)
    yield "uniform", rng.random(count)
    some = normal.copy()
    some[rng.random(count) < 0.01] = np.nan
    yield "nan", some
    yield "constant", np.full(count, 0.1)
    yield "infinite", np.where(rng.random(count) < 0.001, np.inf, normal)
    yield "signs", np.array([0.0, -0.0, -1.5])
    yield "none", np.zeros(0)
    yield "all_nan", np.full(7, np.nan)


def arrays():
    for name, values in floats():
        for code in "<f2", ">f2", "<f4", ">f4", "<f8", ">f8":
            yield f"{name}_{'le' if code[0] == '<' else 'be'}_{code[1:]}", values.astype(code)
        yield f"{name}_longdouble", values.astype(np.longdouble)
    for magnitude in 1e-310, 1e-300, 1e-200, 1e200, 1e300:
        yield f"magnitude_{magnitude:g}", rng.uniform(-1, 1, count) * magnitude
    yield "far_away", 1e15 + rng.integers(0, 3, count)
    for size in 1, 2, 4, 8:
        for kind in "iu":
            info = np.iinfo(f"{kind}{size}")
            whole = rng.integers(info.min, info.max, count, f"{kind}{size}", endpoint=True)
            for order in "<>":
                name = f"{kind}{size}_{'le' if order == '<' else 'be'}"
                yield name, whole.astype(f"{order}{kind}{size}")
            close = np.full(count, info.max, f"{kind}{size}") - rng.integers(0, 3, count).astype(f"{kind}{size}")
            yield f"{kind}{size}_close", close
    yield "bool", rng.random(count) < 0.3
    spans = rng.integers(-1000, 1000, count)
    spans[::17] = np.iinfo("i8").min
    yield "spans", spans.view("m8[ms]")
    cube = rng.standard_normal((7, 11, 13))
    yield "cube", cube
    yield "cube_fortran", np.asfortranarray(cube)
    yield "wide_fortran", np.asfortranarray(rng.standard_normal((3, count)))
    yield "scalar", np.array(2.5)
    yield "no_rows", np.zeros((0, 5))
    yield "no_columns", np.zeros((5, 0))
    packed = np.zeros(count, [("a", "i1"), ("x", ">f8"), ("s", "S3"), ("in", [("n", "<u2"), ("m", "<f4", (2, 3))])])
    packed["a"] = rng.integers(-128, 128, count)
    packed["x"] = rng.standard_normal(count)
    packed["in"]["n"] = rng.integers(0, 65536, count)
    packed["in"]["m"] = rng.standard_normal((count, 2, 3))
    yield "packed", packed
    yield "aligned", padded(packed)


def padded(packed):
    a = np.zeros((5, count // 5), np.dtype([("a", "i1"), ("x", "<f8"), ("n", "<u2")], align=True), order="F")
    for name, values in ("a", packed["a"]), ("x", packed["x"]), ("n", packed["in"]["n"]):
        a[name] = values[: a.size].reshape(a.shape)
    return a


def columns(a, path=""):
    if a.dtype.names is None:
        if a.dtype.kind in "iubfm":
            yield path or "-", a
        return
    for name in a.dtype.names:
        yield from columns(a[name], f"{path}.{name}" if path else name)


with open("expected.tsv", "w") as out:
    members = {}
    for name, a in arrays():
        np.save(f"{name}.npy", a)
        members[name] = a
        for path, column in columns(a):
            print(f"{name}.npy", path, *row(column), sep="\t", file=out)
    np.savez("numbers.npz", **members)
    np.savez_compressed("deflated.npz", **members)
