package dev.npymap.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that the suite asks, in the order of the report. */
public final class Questions {
    private static final Question FIELD_SCAN = new Question(
            "field-scan",
            "FieldScanBenchmark",
            "Scan of struct fields",
            "10,000 rows, which stay in a core's own cache: past that, a struct of n bytes reads n / 8 times the memory of"
                    + " a `double[]`. One accumulator: the loop waits for the floating-point add. Structs are packed, so"
                    + " most values are unaligned. *Polluted*: the accessors had met five other dtypes, strides and byte"
                    + " orders before.",
            tasks(
                    "sum", "sum of one `f8` field",
                    "sum4", "sum of 4 fields in one loop",
                    "sum16", "sum of 16 fields in one loop"),
            List.of("constantVarHandle", "constantStride"),
            List.of(Must.ratio(
                    "struct field sum, one accumulator: <= 1.05 x `static final` VarHandle with constant stride",
                    Set.of("sum"),
                    "accessor",
                    "constantVarHandle",
                    1.05)));

    private static final Question DENSE_SCAN = new Question(
            "dense-scan",
            "DenseScanBenchmark",
            "Scan and fill of a dense `f8` array",
            "10,000 elements, one by one through `get` and `set`; `fill(value)` and NumPy's are one call.",
            tasks(
                    "sum", "sum, one accumulator",
                    "fill", "fill, an element at a time",
                    "bulkFill", "fill, in one call"),
            List.of("heapArray", "segmentFill"),
            List.of(Must.ratio(
                    "dense f8 scan and fill, typed accessor, also under a polluted profile: <= 1.1 x `double[]`",
                    Set.of("sum", "fill"),
                    "accessor",
                    "heapArray",
                    1.1)));

    private static final Question FIELD_THROUGHPUT = new Question(
            "field-throughput",
            "FieldThroughputBenchmark",
            "Struct loops bound by throughput",
            "Loops with independent work, which show every extra instruction of an access. An accessor's stride is a number"
                    + " read from the header; a generated record class has it as a constant, as code by hand has.",
            tasks(
                    "sum4Accumulators", "sum of one field, 4 accumulators",
                    "threeFields", "sums of 3 fields at once",
                    "fieldToField", "one field into another",
                    "fill", "fill of one field"),
            List.of("constantStride"),
            List.of(Must.ratio(
                    "struct loops bound by throughput: generated record access <= 1.1 x hand-written constant strides",
                    Set.of("sum4Accumulators", "threeFields", "fieldToField"),
                    "record",
                    "constantStride",
                    1.1)));

    private static final Question RECORDS = new Question(
            "records",
            "RecordBenchmark",
            "Record get and set",
            "Every component of the row goes through a Java record. *Polluted*: five other record types were bound and"
                    + " scanned before.",
            tasks(
                    "scan", "scan, flat record",
                    "scanNested", "scan, records nested three deep",
                    "randomGet", "get of random rows",
                    "set", "set of every row",
                    "stream", "sum over `stream()`"),
            List.of("constantVarHandle"),
            List.of(Must.ratio(
                            "record scan, 5 record types bound before, whatever the depth: <= 1.15 x `static final`"
                                    + " VarHandles by hand, 0 B/op",
                            Set.of("scan", "scanNested"),
                            "record",
                            "constantVarHandle",
                            1.15)
                    .allocatingNothing()));

    private static final Question SLICE = new Question(
            "slice",
            "SliceBenchmark",
            "Slice of a live array",
            "A C-order `f8` array of rank 2; NumPy slices its memmap. In the second half one element is read through an"
                    + " accessor of the slice.",
            tasks(
                    "rows", "by rows",
                    "axis", "by axis 1",
                    "step", "by step 2",
                    "at", "one row as an array of its own",
                    "transpose", "transposed",
                    "rowsRead", "by rows, one element read",
                    "axisRead", "by axis 1, one element read",
                    "stepRead", "by step 2, one element read"),
            List.of("bareSegment", "npymap"),
            List.of(
                    Must.nanos(
                                    "slice of a live array: <= 10 ns, 0 B/op when it does not escape",
                                    Set.of("rows", "axis", "step", "at", "transpose"),
                                    "npymap",
                                    10)
                            .allocatingNothing(),
                    Must.nanos(
                                    "slice of a live array, read through an accessor: 0 B/op when it does not escape",
                                    Set.of("rowsRead", "axisRead", "stepRead"),
                                    "npymap",
                                    Double.POSITIVE_INFINITY)
                            .allocatingNothing()));

    private static final Question WINDOW = new Question(
            "window",
            "WindowBenchmark",
            "Window of a file: open, map, read one value, close",
            "A sparse file of a little more than 8 GiB. A bare `FileChannel` opens, reads the header's bytes, maps and"
                    + " closes, and parses nothing. NumPy is `np.load(mmap_mode='r')`, which maps the whole file.",
            tasks("open", "window"),
            List.of("bareChannel"),
            List.of(Must.ratio(
                    "open + map + close a window, any offset, any file size: <= 1.3 x bare `FileChannel`",
                    Set.of("open"),
                    "npymap",
                    "bareChannel",
                    1.3)));

    private static final Question RANDOM_ACCESS = new Question(
            "random-access",
            "RandomAccessBenchmark",
            "Random row access",
            "One field of a row at random, time per read.",
            tasks("read", "read"),
            List.of("heapArray"),
            List.of());

    private static final Question BULK_COPY = new Question(
            "bulk-copy",
            "BulkCopyBenchmark",
            "Bulk copy of a dense `f8` array, native and swapped",
            "Into a `double[]` at hand and from it; `MemorySegment.copy` is the limit of bandwidth. NumPy's `.copy()` and"
                    + " `astype` make a new array, its `copyto` fills one at hand.",
            tasks(
                    "copy", "copy to `double[]`",
                    "swapped", "byte-swapping copy to `double[]`",
                    "write", "copy from `double[]`",
                    "swappedWrite", "byte-swapping copy from `double[]`"),
            List.of("segmentCopy"),
            List.of(
                    Must.ratio(
                            "byte-swapping copy: >= 2 x NumPy's `astype` (time <= 0.5 x)",
                            Set.of("swapped"),
                            "accessor",
                            "numpy",
                            0.5),
                    Must.ratio(
                                    "byte-swapping copy: >= 0.8 of plain copy (time <= 1.25 x)",
                                    Set.of("swapped"),
                                    "accessor",
                                    "segmentCopy",
                                    1.25)
                            .beside("copy")));

    private static final Question FIELD_COPY = new Question(
            "field-copy",
            "FieldCopyBenchmark",
            "Copy of a strided field to `double[]`",
            "One `f8` field of a packed 36-byte struct. NumPy is `m['x'].copy()`.",
            tasks(
                    "copy", "copy to a `double[]` at hand",
                    "toArray", "copy to a new `double[]`"),
            List.of("constantStride"),
            List.of(Must.ratio(
                            "copy of a strided field to `double[]`: faster than NumPy's `.copy()`",
                            Set.of("copy", "toArray"),
                            "accessor",
                            "numpy",
                            1)
                    .beside("toArray")));

    private static final Question REDUCTIONS = new Question(
            "reductions",
            "ReductionBenchmark",
            "Reductions of a dense `f8` array",
            "In cache and out of it. The copy is the limit of bandwidth: its read side moves as many bytes as a sum.",
            tasks(
                    "sum", "sum",
                    "min", "min",
                    "max", "max",
                    "countNaN", "count of NaN",
                    "copy", "copy to `double[]`"),
            List.of("heapArray", "segmentCopy", "numpy"),
            List.of(
                    Must.ratio("dense f8 sum: faster than NumPy's", Set.of("sum"), "accessor", "numpy", 1),
                    Must.ratio(
                                    "dense f8 sum: >= 0.8 of the bandwidth that a copy's read side shows (time <= 1.25 x)",
                                    Set.of("sum"),
                                    "accessor",
                                    "segmentCopy",
                                    1.25)
                            .beside("copy")));

    private static final Question ATOMICS = new Question(
            "atomics",
            "AtomicBenchmark",
            "Atomics on a mapped field",
            "One thread, one `i8` field of an aligned struct.",
            tasks(
                    "get", "volatile read",
                    "set", "volatile write",
                    "getAndAdd", "getAndAdd",
                    "compareAndSet", "compareAndSet"),
            List.of("atomicLong"),
            List.of());

    private static final Question FIRST_TOUCH = new Question(
            "first-touch",
            "FirstTouchBenchmark",
            "First-touch fill of a fresh file",
            "Create a file, map it and write every element once. NumPy is `open_memmap(mode='w+')` and `m[:] = value`.",
            tasks("fill", "create and fill"),
            List.of("numpy", "sparse"),
            List.of(Must.ratio(
                    "first-touch fill, reserved, against NumPy's `open_memmap(mode='w+')`: >= 2 x (time <= 0.5 x)",
                    Set.of("fill"),
                    "reserved",
                    "numpy",
                    0.5)));

    private static final Question WHOLE_FILE = new Question(
            "whole-file",
            "WholeFileBenchmark",
            "Read of a whole file into a new `double[]`",
            "From the page cache. npymap is `Npy.map(path).doubles().toArray()`, NumPy is `np.load`.",
            tasks("read", "read"),
            List.of("jetbrainsNpy"),
            List.of());

    private static final Question CLAIM = new Question(
            "claim",
            "ClaimBenchmark",
            "Claim of a share, and done",
            "`SharedFill.claim(n)`, then `done()`, of an empty share: what a share costs beside its bytes. It consists of"
                    + " a lock of the kernel's, a map, and a row in the ledger, which the default forces to the disk;"
                    + " beside it what each of these takes alone. `done()` also reads the share's bytes once, for the"
                    + " checksum; with a map of the share, that is `SharedFill.checksum(n)`.",
            tasks(
                    "claim", "claim and done of an empty share",
                    "checksum", "checksum of a share of 1 MiB"),
            List.of("bareLock", "byteArray"),
            List.of(Must.nanos(
                    "claim and done of an empty share, unsynced: <= 100 µs", Set.of("claim"), "unsynced", 100_000)));

    private static final Question SHARED_FILL = new Question(
            "shared-fill",
            "SharedFillBenchmark",
            "Compute-bound fill of one file",
            "A share is 64 KiB, whose 8,192 values take 6 million floating-point steps that wait for each other, some"
                    + " 10 ms. Real processes fill it with the default options, each share on the disk before it is"
                    + " done, and the start of their JVMs is in the time. What the ledger costs is measured in one process"
                    + " that has claimed 5,000 shares before: making it, claims and checksums are in the time; beside it"
                    + " the same loop over `Npy.map` of the same windows, each of them forced where the ledger is synced. Runs of"
                    + " ten seconds differ by more than 1 %, so the ledger is judged by the same fill with one value, which"
                    + " needs no computing.",
            tasks(
                    "compute", "by processes",
                    "unsynced", "in one process, unsynced",
                    "synced", "in one process, synced",
                    "overhead", "in one process, unsynced, nothing to compute"),
            List.of("oneProcess", "windows"),
            List.of(
                    Must.ratio(
                            "compute-bound fill by two processes: <= 1 / 1.7 of one's time, the start of the JVMs included",
                            Set.of("compute"),
                            "twoProcesses",
                            "oneProcess",
                            1 / 1.7),
                    Must.ratio(
                                    "ledger, shares of 10 ms: all that a fill does but to compute <= 0.01 x the fill without it",
                                    Set.of("overhead"),
                                    "npymap",
                                    "windows",
                                    0.01)
                            .beside("unsynced")));

    private static final Question SHARED_WRITE = new Question(
            "shared-write",
            "SharedWriteBenchmark",
            "I/O-bound fill of one file",
            "The file is reserved, and processes fill it with one value in 16 shares, each on the disk before it is done."
                    + " Beside it a process writes the same bytes from first to last through a channel, and forces them"
                    + " once. All processes have done so with small files before: the start of a JVM is not in the time.",
            tasks("write", "write and sync"),
            List.of("channel"),
            List.of(Must.ratio(
                    "I/O-bound fill by two processes, synced: no slower than a sequential write and `force`",
                    Set.of("write"),
                    "twoProcesses",
                    "channel",
                    1)));

    private static final List<Question> ALL = List.of(
            FIELD_SCAN,
            DENSE_SCAN,
            FIELD_THROUGHPUT,
            RECORDS,
            SLICE,
            WINDOW,
            RANDOM_ACCESS,
            BULK_COPY,
            FIELD_COPY,
            REDUCTIONS,
            ATOMICS,
            FIRST_TOUCH,
            WHOLE_FILE,
            CLAIM,
            SHARED_FILL,
            SHARED_WRITE);

    private Questions() {}

    /** {@return all of them, in the order of the report} */
    public static List<Question> all() {
        return ALL;
    }

    /**
     * {@return the question that a benchmark class asks}
     *
     * @param simpleName of the class
     * @throws IllegalArgumentException if there is none
     */
    public static Question ofBenchmark(String simpleName) {
        return ALL.stream()
                .filter(q -> q.benchmark().equals(simpleName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no question is asked by a class " + simpleName));
    }

    private static Map<String, String> tasks(String... pairs) {
        Map<String, String> tasks = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tasks.put(pairs[i], pairs[i + 1]);
        }
        return tasks;
    }
}
