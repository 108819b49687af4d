package dev.npymap.benchmarks;

import dev.npymap.benchmarks.report.Question;
import dev.npymap.benchmarks.report.Questions;
import java.util.List;
import java.util.Map;

/** How thorough a run is. */
enum SuiteProfile {
    /** Some 10 minutes on 2 cores: one JVM for each benchmark, smaller files, and of the profiles only the harder one. */
    QUICK(1, 400, 3, 100, 0.1, 5) {
        @Override
        String description() {
            return super.description()
                    + ": one JVM for each, and a third of a second in it; for a look, not to judge by";
        }

        // Without those about Spark, which takes long to start.
        @Override
        List<Question> questions() {
            return Questions.all().stream().filter(q -> !q.isAboutSpark()).toList();
        }

        @Override
        Map<String, List<String>> parameters(Class<? extends FolderState> benchmark) {
            return Parameters.merged(
                    benchmark,
                    Map.of(
                            "profile",
                            List.of(Pollution.POLLUTED),
                            "offset",
                            List.of("64", "8589934592"),
                            "rows",
                            benchmark == FieldCopyBenchmark.class ? List.of("10000", "1000000") : List.of("1000000"),
                            "kibibytes",
                            kibibytes(benchmark),
                            "shares",
                            List.of("100"),
                            "millions",
                            List.of("50"),
                            "batch",
                            benchmark == CsvBenchmark.class ? List.of("200000") : List.of("1000", "100000")));
        }

        private List<String> kibibytes(Class<? extends FolderState> benchmark) {
            if (benchmark == SharedWriteBenchmark.class) {
                return List.of("262144");
            }
            return benchmark == FirstTouchBenchmark.class || benchmark == WholeFileBenchmark.class
                    ? List.of("65536")
                    : List.of("256", "65536");
        }
    },

    /** Most of an hour: every parameter, in two JVMs each. */
    FULL(2, 500, 5, 150, 0.5, 7) {
        @Override
        Map<String, List<String>> parameters(Class<? extends FolderState> benchmark) {
            return Parameters.merged(benchmark, Map.of());
        }
    };

    private static final int WARMUPS = 3;

    private final int forks;
    private final int iterations;

    /** The length of an iteration, in milliseconds. */
    final int iterationMillis;

    private final int warmupMillis;

    /** How long NumPy repeats each statement, in seconds, and in how many parts. */
    final double numpySeconds;

    final int numpyRepeats;

    SuiteProfile(
            int forks, int warmupMillis, int iterations, int iterationMillis, double numpySeconds, int numpyRepeats) {
        this.forks = forks;
        this.warmupMillis = warmupMillis;
        this.iterations = iterations;
        this.iterationMillis = iterationMillis;
        this.numpySeconds = numpySeconds;
        this.numpyRepeats = numpyRepeats;
    }

    /** {@return what a report calls it} */
    String description() {
        return Suite.name(this);
    }

    /** {@return the values of every parameter of a benchmark class, for this profile} */
    abstract Map<String, List<String>> parameters(Class<? extends FolderState> benchmark);

    /** Whether other processes do the work, in so long a time that one JVM has to be enough. */
    static boolean isDoneElsewhere(Class<? extends FolderState> benchmark) {
        return (warmsUpByItself(benchmark) && benchmark != LedgerBenchmark.class)
                || benchmark == SparkScanBenchmark.class
                || benchmark == SparkWriteBenchmark.class;
    }

    /** Whether it does so before its first operation, one of which takes seconds. */
    private static boolean warmsUpByItself(Class<? extends FolderState> benchmark) {
        return benchmark == SharedFillBenchmark.class
                || benchmark == LedgerBenchmark.class
                || benchmark == SharedWriteBenchmark.class
                || benchmark == CsvBenchmark.class;
    }

    /** {@return in how many JVMs it is measured, one after the other} */
    int forks(Class<? extends FolderState> benchmark) {
        return warmsUpByItself(benchmark) || isDoneElsewhere(benchmark) ? 1 : forks;
    }

    /** {@return how often a JVM warms up before it measures} */
    int warmups(Class<? extends FolderState> benchmark) {
        return warmsUpByItself(benchmark) ? 0 : WARMUPS;
    }

    /** {@return how often a JVM measures} */
    int iterations(Class<? extends FolderState> benchmark) {
        // A disk's times are less alike than others.
        boolean isOften = this == FULL && benchmark == SharedWriteBenchmark.class;
        return warmsUpByItself(benchmark) && !isOften ? (iterations + 1) / 2 : iterations;
    }

    /** {@return the questions that are asked unless some are named} */
    List<Question> questions() {
        return Questions.all();
    }

    /** {@return the length of an iteration that warms up, in milliseconds} */
    int warmupMillis(Class<? extends FolderState> benchmark) {
        if (benchmark == FieldScanBenchmark.class || benchmark == ClaimBenchmark.class) {
            // A loop over 16 accessors takes C2 seconds to compile; until then a slower compiler's code runs. A claim
            // goes through so much code that C2 has seen enough of it after 20,000.
            return 2 * warmupMillis;
        }
        // Opening a file takes so long that C2 has not counted enough of them before.
        return benchmark == WindowBenchmark.class ? 4 * warmupMillis : warmupMillis;
    }
}
