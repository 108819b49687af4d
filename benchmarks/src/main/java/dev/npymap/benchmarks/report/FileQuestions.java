package dev.npymap.benchmarks.report;

import java.util.List;
import java.util.Set;

/** What the suite asks about whole files: how they are made, filled by many, read, and added to. */
final class FileQuestions {
    static final Question FIRST_TOUCH = new Question(
            "first-touch",
            "FirstTouchBenchmark",
            "First-touch fill of a fresh file",
            "Create a file, map it and write every element once. NumPy is `open_memmap(mode='w+')` and `m[:] = value`."
                    + " `MapAdvice.FILL` asks for pages of 2 MiB, which the file system must have. Before each fill of"
                    + " npymap's three times its size of free memory was touched, in such pages: a virtual machine may not have"
                    + " it. NumPy's fills follow each other at once, and so get the memory of the one before.",
            Question.tasks("fill", "create and fill"),
            List.of("numpy", "sparse"),
            List.of(
                    Must.ratio(
                            "first-touch fill, reserved, against NumPy's `open_memmap(mode='w+')`: >= 2 x (time <= 0.5 x)",
                            Set.of("fill"),
                            "reserved",
                            "numpy",
                            0.5),
                    Must.ratio(
                            "the same with `MapAdvice.FILL`, which NumPy could ask for by `mmap.madvise`, and here does not",
                            Set.of("fill"),
                            "advised",
                            "numpy",
                            0.5)));

    static final Question WHOLE_FILE = new Question(
            "whole-file",
            "WholeFileBenchmark",
            "Read of a whole file into a new `double[]`",
            "From the page cache. npymap is `Npy.map(path).doubles().toArray()`, NumPy is `np.load`.",
            Question.tasks("read", "read"),
            List.of("jetbrainsNpy"),
            List.of());

    static final Question CSV = new Question(
            "csv",
            "CsvBenchmark",
            "CSV file to array",
            "Lines of 64 bytes, a `<i8` and three `<f8` of fifteen digits. npymap is `npymap convert`, a process that writes an"
                    + " `.npy` file and has it on the disk; the start of its JVM is in the time. NumPy is `np.loadtxt` with the"
                    + " same dtype and `np.save`, in a process that runs already.",
            Question.tasks("convert", "convert"),
            List.of("numpy"),
            List.of());

    static final Question CLAIM = new Question(
            "claim",
            "ClaimBenchmark",
            "Claim of a share, and done",
            "`SharedFill.claim(n)`, then `done()`, of an empty share: what a share costs beside its bytes. It consists of"
                    + " a lock of the kernel's, a map, and a row in the ledger, which the default forces to the disk;"
                    + " beside it what each of these takes alone. `done()` also reads the share's bytes once, for the"
                    + " checksum; with a map of the share, that is `SharedFill.checksum(n)`.",
            Question.tasks(
                    "claim", "claim and done of an empty share",
                    "checksum", "checksum of a share of 1 MiB"),
            List.of("bareLock", "byteArray"),
            List.of(Must.nanos(
                    "claim and done of an empty share, unsynced: <= 100 µs", Set.of("claim"), "unsynced", 100_000)));

    static final Question SHARED_FILL = new Question(
            "shared-fill",
            "SharedFillBenchmark",
            "Compute-bound fill of one file",
            "A share is 64 KiB, whose 8,192 values take 6 million floating-point steps that wait for each other, some"
                    + " 10 ms. Processes that run already fill it with the default options, each share on the disk before"
                    + " it is done.",
            Question.tasks("compute", "fill and sync"),
            List.of("oneProcess"),
            List.of(Must.ratio(
                    "compute-bound fill: two processes >= 1.7 x as fast as one (time <= 0.588 x)",
                    Set.of("compute"),
                    "twoProcesses",
                    "oneProcess",
                    1 / 1.7)));

    static final Question LEDGER = new Question(
            "ledger",
            "LedgerBenchmark",
            "What the ledger of a shared fill costs",
            "The same shares, filled in one process that has filled 5,000 before, with a ledger and without: making the ledger,"
                    + " claims and checksums are in the time. Without it is the same loop over `Npy.map` of the same windows,"
                    + " each of them forced where the ledger is synced. Runs of ten seconds differ by more than 1 %, so the"
                    + " ledger is judged by what it adds to a fill with one value, which needs no computing.",
            Question.tasks(
                    "unsynced", "unsynced",
                    "synced", "synced",
                    "overhead", "unsynced, nothing to compute"),
            List.of("windows"),
            List.of(Must.ratio(
                            "ledger, shares of 10 ms: what it adds <= 0.01 x the fill without it",
                            Set.of("overhead"),
                            "npymap",
                            "windows",
                            0.01)
                    .more("windows")
                    .beside("unsynced")));

    static final Question SHARED_WRITE = new Question(
            "shared-write",
            "SharedWriteBenchmark",
            "I/O-bound fill of one file",
            "The file is reserved, and processes fill it with one value in 16 shares, or one for each process, each on the"
                    + " disk before it is done. Beside it a process writes the same bytes from first to last through a"
                    + " channel, 1 MiB at a time, and forces them once. All processes have done so before: the start of a"
                    + " JVM is not in the time. Before each of these, for 6 ms for each MiB of the file or longer, the disk"
                    + " rests, and three times the file's size of free memory was touched, in pages of 2 MiB: a virtual"
                    + " machine may not have it. A fresh file needs memory for its pages, which the kernel has to find and"
                    + " clear; one that a channel wrote and that is filled again has them in the page cache.",
            Question.tasks(
                    "write", "write and sync a fresh file",
                    "halves", "write and sync a fresh file, one share for each process",
                    "rewrite", "write and sync a file again"),
            List.of("channel"),
            List.of(
                    noSlowerThanChannel(
                            "I/O-bound fill by two processes, synced: no slower than a sequential write and `force`",
                            "twoProcesses",
                            "write"),
                    noSlowerThanChannel("the same with two threads in each", "twoProcessesOfTwoThreads", "write"),
                    noSlowerThanChannel("the same with a share for each", "twoProcesses", "halves")
                            .beside("write"),
                    noSlowerThanChannel("the same of a file that a channel wrote", "twoProcesses", "rewrite")));

    static final Question NPZ_MAP = new Question(
            "npz-map",
            "NpzMapBenchmark",
            "First element of one array in an archive",
            "A stored `.npz` of 1,000 arrays, from the page cache: 999 of one element, and among them `x`. npymap is"
                    + " `Npz.open(path).map(\"x\")`, which reads the directory and maps; NumPy is `np.load(path)['x']`, which"
                    + " reads all of `x`, whatever `mmap_mode` says. The bare channel knows where `x` lies. `ZipFile` gives a"
                    + " stream, of which no more than that element is read.",
            Question.tasks(
                    "open", "open the archive, first element of `x`",
                    "map", "first element of `x`, the archive open"),
            List.of("bareChannel", "npymap"),
            List.of(Must.ratio(
                    "map of a stored member of 250 MB, to its first element: >= 100 x faster than `np.load(npz)['x']`"
                            + " (time <= 0.01 x)",
                    Set.of("open"),
                    "npymap",
                    "numpy",
                    0.01)));

    static final Question APPEND = new Question(
            "append",
            "AppendBenchmark",
            "Append of a batch of rows",
            "Rows of 64 bytes, a `<i8` and seven `<f8`, and each batch is on the disk before the next one comes. npymap appends"
                    + " an array of them, or records one by one, and `flush`es, which makes the file's header tell of them. The"
                    + " bare channel writes the same bytes and forces them once; no reader learns how many there are. NumPy has"
                    + " no append: here it is `tofile` behind the array, `fsync`, the header written again, `fsync`, which"
                    + " leaves a file that is wrong when it is ended in between; and `np.save` of everything, with"
                    + " `fsync`, at a million rows.",
            Question.tasks("append", "append, on the disk"),
            List.of("bareChannel"),
            List.of());

    static final Question SAVE = new Question(
            "save",
            "SaveBenchmark",
            "Save of a `double[]` to a new file",
            "npymap is `Npy.save(path, array)`, which by default waits for the disk before the file gets its name, and with"
                    + " `CreateOptions.unsynced()` does not. The bare channel writes header and elements, which lie in"
                    + " native memory for it, by one call, and forces them likewise. NumPy is `np.save`, which waits for"
                    + " nothing; on the disk, with `os.fsync`.",
            Question.tasks(
                    "unsynced", "save, unsynced",
                    "synced", "save, on the disk"),
            List.of("bareChannel"),
            List.of(Must.ratio(
                    "save of a `double[]` of 100 MB: >= 0.9 of a bare `FileChannel.write` of the same bytes (time <="
                            + " 1.11 x), both unsynced and both forced",
                    Set.of("unsynced", "synced"),
                    "npymap",
                    "bareChannel",
                    1 / 0.9)));

    private FileQuestions() {}

    private static Must noSlowerThanChannel(String text, String who, String task) {
        return Must.ratio(text, Set.of(task), who, "channel", 1);
    }
}
