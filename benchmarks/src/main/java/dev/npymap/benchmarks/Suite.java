package dev.npymap.benchmarks;

import dev.npymap.benchmarks.report.Environment;
import dev.npymap.benchmarks.report.Question;
import dev.npymap.benchmarks.report.Report;
import dev.npymap.benchmarks.report.Run;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the questions, NumPy first and then JMH, and has the report written. */
final class Suite {
    /** The first one may make gigabytes of files. */
    private static final TimeValue LONGEST_ITERATION = TimeValue.minutes(30);

    /** JMH uses what the JDK warns of, in four lines for each JVM; nothing that is measured does. */
    private static final String QUIET_JMH = "--sun-misc-unsafe-memory-access=allow";

    private final SuiteProfile profile;
    private final Outputs outputs;
    private final List<Question> questions;

    Suite(SuiteProfile profile, Outputs outputs, List<Question> questions) {
        this.profile = profile;
        this.outputs = outputs;
        this.questions = questions;
    }

    void run(String python) throws IOException, RunnerException, InterruptedException {
        Files.createDirectories(outputs.folder());
        List<String> flags = Stream.concat(
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream(),
                        Arrays.stream(
                                FolderState.class.getAnnotation(Fork.class).jvmArgsAppend()))
                .distinct()
                .toList();
        // Before the load of our own.
        var environment = Environment.describe(profile.description(), flags, outputs.source());
        if (questions.stream().anyMatch(Question::isAboutSpark)) {
            environment.put("Spark", SparkProcess.version());
        }
        Run run = new Run(environment, new NumpyPeer(python, profile).measure(questions));
        run.write(outputs.run(name()));
        List<RunResult> results = new ArrayList<>();
        for (Question question : questions) {
            System.out.printf(
                    "%n# Question %d of %d: %s%n", questions.indexOf(question) + 1, questions.size(), question.title());
            results.addAll(measure(question));
            // After each question: an interrupted run keeps what it has.
            write(results);
        }
        report(outputs, name());
    }

    /** Whole or not at all: JMH's writer truncates its file first. */
    private void write(List<RunResult> results) throws IOException {
        Path file = outputs.jmh(name());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        ResultFormatFactory.getInstance(ResultFormatType.JSON, part.toString()).writeOut(results);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private String name() {
        return name(profile);
    }

    static String name(SuiteProfile profile) {
        return profile.name().toLowerCase(Locale.ROOT);
    }

    static void report(Outputs outputs, String name) throws IOException {
        Report.write(
                outputs.jmh(name),
                Run.read(outputs.run(name)),
                outputs.notes(),
                outputs.html(name),
                outputs.markdown());
        System.out.printf("%nWritten: %s%n         %s%n", outputs.html(name), outputs.markdown());
    }

    private List<RunResult> measure(Question question) throws RunnerException, IOException {
        Class<? extends FolderState> benchmark = Benchmarks.of(question);
        try (SharedFolder shared = new SharedFolder()) {
            ChainedOptionsBuilder options = new OptionsBuilder()
                    .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                    .forks(profile.forks(benchmark))
                    .warmupIterations(profile.warmups(benchmark))
                    .warmupTime(TimeValue.milliseconds(profile.warmupMillis(benchmark)))
                    .measurementIterations(profile.iterations(benchmark))
                    .measurementTime(TimeValue.milliseconds(profile.iterationMillis))
                    .timeout(LONGEST_ITERATION)
                    .jvmArgsPrepend("-D" + FolderState.SHARED_FOLDER + "=" + shared.path(), QUIET_JMH);
            if (!SuiteProfile.isDoneElsewhere(benchmark)) {
                options.addProfiler(GCProfiler.class);
            }
            profile.parameters(benchmark).forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
            return List.copyOf(new Runner(options.build()).run());
        }
    }
}
