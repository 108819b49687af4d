"""Times NumPy over files that npymap made: python3 numpy_cases.py CONFIG OUT

CONFIG is JSON: {"folder", "seconds", "repeats", "rows", "window_rows", "questions": {id: {parameter: [value]}}}. OUT gets
JSON: the versions, and for each case question, task, who, parameters, and the median, min and max of its repeats in
nanoseconds per operation.
"""

import json
import os
import platform
import statistics
import sys
import time
import timeit

config = json.load(open(sys.argv[1]))
try:
    import numpy as np
except ImportError as e:
    json.dump({"problem": f"{sys.executable}: {e}"}, open(sys.argv[2], "w"))
    sys.exit(0)

folder = config["folder"]
share = config["seconds"] * 1e9 / config["repeats"]
cases = []


def wanted(question):
    return question in config["questions"]


def values(question, parameter):
    return [int(value) for value in config["questions"][question][parameter]]


def record(question, task, nanos, who="numpy", **parameters):
    cases.append({
        "question": question,
        "task": task,
        "who": who,
        "parameters": {name: str(value) for name, value in parameters.items()},
        "median": statistics.median(nanos),
        "min": min(nanos),
        "max": max(nanos),
    })


def measure(question, task, statement, names, who="numpy", operations=1, **parameters):
    """Repeats a statement; timeit has the loop around it, and keeps the garbage collector out."""
    timer = timeit.Timer(statement, timer=time.perf_counter_ns, globals={"np": np, **names})
    timer.timeit(1)
    loops = 1
    while (taken := timer.timeit(loops)) < share / 4:
        loops = max(loops * 2, int(loops * share / 2 / max(taken, 1)))
    loops = max(1, int(loops * share / taken))
    nanos = [t / loops / operations for t in timer.repeat(config["repeats"], loops)]
    record(question, task, nanos, who, **parameters)


def make(question, task, function, who="numpy", **parameters):
    """Times function(path), which makes a file, once for each repeat; the file is removed in between."""
    path = os.path.join(folder, "made.npy")
    nanos = []
    for _ in range(1 + config["repeats"]):
        start = time.perf_counter_ns()
        function(path)
        nanos.append(time.perf_counter_ns() - start)
        os.remove(path)
    # The first one warms up.
    record(question, task, nanos[1:], who, **parameters)


def sync(file):
    file.flush()
    os.fsync(file.fileno())


def save_synced(path, array):
    with open(path, "wb") as file:
        np.save(file, array)
        sync(file)


def write_header(file, dtype, rows):
    """Of a fixed length: NumPy leaves room for more digits."""
    file.seek(0)
    descr = np.lib.format.dtype_to_descr(dtype)
    np.lib.format.write_array_header_1_0(file, {"descr": descr, "fortran_order": False, "shape": (rows,)})
    sync(file)


def append_nanos(path, batch):
    """The time for one of the batches that a new file takes in a repeat's share of the time, up to 256 MiB."""
    with open(path, "wb+") as file:
        write_header(file, batch.dtype, 0)
        count = 0
        start = time.perf_counter_ns()
        while (taken := time.perf_counter_ns() - start) < share or count == 0:
            file.seek(0, os.SEEK_END)
            batch.tofile(file)
            sync(file)
            count += 1
            write_header(file, batch.dtype, count * len(batch))
            if count * batch.nbytes > 1 << 28:
                taken = time.perf_counter_ns() - start
                break
    os.remove(path)
    return taken / count


def opened(name):
    return np.load(os.path.join(folder, name), mmap_mode="r+")


def dense(kibibytes, kind="dense"):
    return opened(f"{kind}_{kibibytes * 1024 // 8}.npy")


rows = config["rows"]

if wanted("field-scan"):
    m = opened(f"struct_{rows}.npy")
    measure("field-scan", "sum", "x.sum()", {"x": m["x"]})
    w = opened("wide.npy")
    fields = {f"f{i}": w[f"f{i}"] for i in range(16)}
    measure("field-scan", "sum4", " + ".join(f"f{i}.sum()" for i in range(4)), fields)
    measure("field-scan", "sum16", " + ".join(f"f{i}.sum()" for i in range(16)), fields)

if wanted("dense-scan"):
    d = opened(f"dense_{rows}.npy")
    measure("dense-scan", "sum", "d.sum()", {"d": d})
    measure("dense-scan", "bulkFill", "d.fill(0.5)", {"d": d})

if wanted("field-throughput"):
    m = opened(f"struct_{rows}.npy")
    fields = {"x": m["x"], "y": m["y"], "z": m["z"]}
    measure("field-throughput", "threeFields", "x.sum() + y.sum() + z.sum()", fields)
    measure("field-throughput", "fieldToField", "y[:] = x", fields)
    measure("field-throughput", "fill", "x.fill(0.5)", fields)

if wanted("records"):
    m = opened(f"struct_{rows}.npy")
    order = np.random.default_rng(1).integers(0, rows, 1024).tolist()
    measure("records", "randomGet", "for i in order: m[i]", {"m": m, "order": order}, operations=len(order))
    row = m[1].item()
    measure("records", "set", f"for i in range({rows}): m[i] = row", {"m": m, "row": row})

if wanted("slice"):
    m = opened(f"dense_{rows}.npy").reshape(100, -1)
    for task, statement in {
        "rows": "m[10:20]",
        "axis": "m[:, 10:20]",
        "step": "m[::2]",
        "at": "m[10]",
        "transpose": "m.T",
        "rowsRead": "m[10:20][1, 1]",
        "axisRead": "m[:, 10:20][1, 1]",
        "stepRead": "m[::2][1, 1]",
    }.items():
        measure("slice", task, statement, {"m": m})

if wanted("window"):
    path = os.path.join(folder, "long.npy")
    for offset in values("window", "offset"):
        row = offset // 8
        statement = f"m = np.load(path, mmap_mode='r'); m[{row}:{row + config['window_rows']}][0]; m._mmap.close()"
        # The map is closed while the array lives, which NumPy allows and only a later access would notice.
        measure("window", "open", statement, {"path": path}, offset=offset)

if wanted("random-access"):
    for count in values("random-access", "rows"):
        x = opened(f"struct_{count}.npy")["x"]
        order = np.random.default_rng(1).integers(0, count, 4096)
        names = {"x": x, "order": order, "list": order.tolist()}
        measure("random-access", "read", "for i in list: x[i]", names, operations=4096, rows=count)
        measure("random-access", "read", "x[order]", names, who="numpyTake", operations=4096, rows=count)

if wanted("bulk-copy"):
    for size in values("bulk-copy", "kibibytes"):
        d, s = dense(size), dense(size, "swapped")
        names = {"d": d, "s": s, "out": np.empty(d.shape)}
        measure("bulk-copy", "copy", "d.copy()", names, kibibytes=size)
        measure("bulk-copy", "copy", "np.copyto(out, d)", names, who="numpyInto", kibibytes=size)
        measure("bulk-copy", "swapped", "s.astype('<f8')", names, kibibytes=size)
        measure("bulk-copy", "swapped", "np.copyto(out, s)", names, who="numpyInto", kibibytes=size)
        measure("bulk-copy", "write", "d[:] = out", names, kibibytes=size)
        measure("bulk-copy", "swappedWrite", "s[:] = out", names, kibibytes=size)
        del d, s, names

if wanted("field-copy"):
    for count in values("field-copy", "rows"):
        x = opened(f"struct_{count}.npy")["x"]
        names = {"x": x, "out": np.empty(x.shape)}
        measure("field-copy", "toArray", "x.copy()", names, rows=count)
        measure("field-copy", "copy", "np.copyto(out, x)", names, who="numpyInto", rows=count)

if wanted("reductions"):
    for size in values("reductions", "kibibytes"):
        names = {"d": dense(size)}
        measure("reductions", "sum", "d.sum()", names, kibibytes=size)
        measure("reductions", "min", "d.min()", names, kibibytes=size)
        measure("reductions", "max", "d.max()", names, kibibytes=size)
        measure("reductions", "countNaN", "np.count_nonzero(np.isnan(d))", names, kibibytes=size)

if wanted("whole-file"):
    for size in values("whole-file", "kibibytes"):
        path = os.path.join(folder, f"dense_{size * 1024 // 8}.npy")
        measure("whole-file", "read", "np.load(path)", {"path": path}, kibibytes=size)

if wanted("first-touch"):
    for size in values("first-touch", "kibibytes"):
        shape = (size * 1024 // 8,)

        def fill(path):
            m = np.lib.format.open_memmap(path, mode="w+", dtype="<f8", shape=shape)
            m[:] = 0.5
            del m  # unmaps it, as closing the arena does

        make("first-touch", "fill", fill, kibibytes=size)

if wanted("save"):
    for size in values("save", "megabytes"):
        a = np.full(size * 1_000_000 // 8, 0.5)
        make("save", "unsynced", lambda path: np.save(path, a), megabytes=size)
        make("save", "synced", lambda path: save_synced(path, a), megabytes=size)
        del a

if wanted("append"):
    event = np.dtype([("time", "<i8")] + [(name, "<f8") for name in "abcdefg"])
    path = os.path.join(folder, "log.npy")
    million = np.ones(1_000_000, event)
    for count in values("append", "batch"):
        batch = np.ones(count, event)
        record("append", "append", [append_nanos(path, batch) for _ in range(config["repeats"])], batch=count)
        again = lambda path: save_synced(path, np.concatenate([million, batch]))
        make("append", "append", again, who="numpySave", batch=count)
    del million

if wanted("npz-map"):
    for size in values("npz-map", "member"):
        path = os.path.join(folder, f"archive_{size}.npz")
        statement = "with np.load(path) as z: z['x'][0]"
        measure("npz-map", "open", statement, {"path": path}, member=size)
        with np.load(path) as z:
            measure("npz-map", "map", "z['x'][0]", {"z": z}, member=size)

if wanted("csv"):
    line = np.dtype([("id", "<i8"), ("x", "<f8"), ("y", "<f8"), ("z", "<f8")])
    for count in values("csv", "batch"):
        csv = os.path.join(folder, f"lines_{count}.csv")
        make("csv", "convert", lambda path: np.save(path, np.loadtxt(csv, line, delimiter=",")), batch=count)

json.dump({"numpy": np.__version__, "python": platform.python_version(), "cases": cases}, open(sys.argv[2], "w"))
