package dev.npymap.benchmarks.report;

import java.util.List;
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
            Question.tasks(
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
            Question.tasks(
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
            Question.tasks(
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
            Question.tasks(
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
            Question.tasks(
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
            Question.tasks("open", "window"),
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
            Question.tasks("read", "read"),
            List.of("heapArray"),
            List.of());

    private static final Question BULK_COPY = new Question(
            "bulk-copy",
            "BulkCopyBenchmark",
            "Bulk copy of a dense `f8` array, native and swapped",
            "Into a `double[]` at hand and from it; `MemorySegment.copy` is the limit of bandwidth. NumPy's `.copy()` and"
                    + " `astype` make a new array, its `copyto` fills one at hand.",
            Question.tasks(
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
            Question.tasks(
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
            Question.tasks(
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
            Question.tasks(
                    "get", "volatile read",
                    "set", "volatile write",
                    "getAndAdd", "getAndAdd",
                    "compareAndSet", "compareAndSet"),
            List.of("atomicLong"),
            List.of());

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
            FileQuestions.FIRST_TOUCH,
            FileQuestions.WHOLE_FILE,
            FileQuestions.SAVE,
            FileQuestions.APPEND,
            FileQuestions.NPZ_MAP,
            FileQuestions.CSV,
            FileQuestions.CLAIM,
            FileQuestions.SHARED_FILL,
            FileQuestions.LEDGER,
            FileQuestions.SHARED_WRITE,
            SparkQuestions.SCAN,
            SparkQuestions.WRITE);

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
}
