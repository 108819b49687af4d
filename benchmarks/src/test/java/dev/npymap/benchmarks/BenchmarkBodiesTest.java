package dev.npymap.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.benchmarks.report.Question;
import dev.npymap.benchmarks.report.Questions;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark body once, so that none measures something else than its name. */
class BenchmarkBodiesTest {
    /** Values of parameters that take long: the bodies do the same with the others. */
    private static final Set<String> LONG =
            Set.of("4000000", "65536", "524288", "1048576", "1000", "100", "250", "1000000", "400", "500");

    /** For those whose every value takes long. */
    private static final Map<String, String> SHORT =
            Map.of("kibibytes", "256", "shares", "4", "megabytes", "1", "member", "1", "batch", "100", "millions", "1");

    @TempDir
    private static Path folder;

    /** One for all that need a Spark, whose start takes longer than what they have it do; null until the first of them. */
    private static WorkerProcess spark;

    @AfterAll
    static void endSpark() {
        if (spark != null) {
            spark.close();
        }
    }

    private static WorkerProcess lendSpark() throws IOException {
        if (spark == null) {
            spark = SparkProcess.start(folder);
        }
        return spark.lend();
    }

    @TestFactory
    Stream<DynamicTest> bodies() {
        return Questions.all().stream()
                .map(Benchmarks::of)
                .flatMap(type -> combinations(type).stream()
                        .map(parameters -> DynamicTest.dynamicTest(
                                type.getSimpleName() + " " + parameters, () -> runBodies(type, parameters))));
    }

    private static void runBodies(Class<? extends FolderState> type, Map<String, String> parameters) throws Exception {
        FolderState state = type.getConstructor().newInstance();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            Field field = type.getField(parameter.getKey());
            field.set(
                    state,
                    field.getType() == int.class
                            ? Integer.valueOf(parameter.getValue())
                            : field.getType() == long.class
                                    ? Long.valueOf(parameter.getValue())
                                    : parameter.getValue());
        }
        switch (state) {
            case SparkScanBenchmark scan -> {
                scan.sparks = _ -> lendSpark();
                scan.warmups = 1;
            }
            case SparkWriteBenchmark write -> write.sparks = _ -> lendSpark();
            default -> {
                // The others need none.
            }
        }
        state.setUp();
        try {
            for (Method method : bodies(type)) {
                callFixtures(state, Setup.class, Setup::value, Level.Iteration);
                callFixtures(state, Setup.class, Setup::value, Level.Invocation);
                Object result = method.invoke(state);
                ExpectedResults.check(
                        Questions.ofBenchmark(type.getSimpleName()).id(), task(method), parameters, result);
                callFixtures(state, TearDown.class, TearDown::value, Level.Invocation);
                callFixtures(state, TearDown.class, TearDown::value, Level.Iteration);
            }
        } finally {
            callFixtures(state, TearDown.class, TearDown::value, Level.Trial);
        }
    }

    /** As JMH does. */
    private static <A extends Annotation> void callFixtures(
            FolderState state, Class<A> annotation, Function<A, Level> levelOf, Level level) throws Exception {
        for (Method method : state.getClass().getMethods()) {
            A found = method.getAnnotation(annotation);
            if (found != null && levelOf.apply(found) == level) {
                method.invoke(state);
            }
        }
    }

    private static List<Method> bodies(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.isAnnotationPresent(Benchmark.class))
                .toList();
    }

    /** Every combination of the cheap values. */
    private static List<Map<String, String>> combinations(Class<? extends FolderState> type) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Map.Entry<String, List<String>> parameter :
                SuiteProfile.FULL.parameters(type).entrySet()) {
            boolean isSize = !parameter.getKey().equals("offset");
            List<String> cheap = parameter.getValue().stream()
                    .filter(value -> !isSize || !LONG.contains(value))
                    .toList();
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String value : cheap.isEmpty() ? List.of(SHORT.get(parameter.getKey())) : cheap) {
                    Map<String, String> one = new HashMap<>(combination);
                    one.put(parameter.getKey(), value);
                    more.add(one);
                }
            }
            combinations = more;
        }
        return combinations;
    }

    @Test
    void everyBenchmarkThatJmhKnowsBelongsToAQuestionAndItsTask() {
        Set<String> known = new TreeSet<>();
        for (Question question : Questions.all()) {
            Class<? extends FolderState> type = Benchmarks.of(question);
            for (Method method : bodies(type)) {
                known.add(type.getName() + "." + method.getName());
                assertThat(question.tasks()).containsKey(task(method));
            }
            Set<String> done =
                    bodies(type).stream().map(BenchmarkBodiesTest::task).collect(Collectors.toSet());
            assertThat(done)
                    .containsExactlyInAnyOrderElementsOf(question.tasks().keySet());
        }
        assertThat(known).containsExactlyElementsOf(benchmarkList());
    }

    static String task(Method method) {
        return method.getName().substring(method.getName().indexOf('_') + 1);
    }

    private static Set<String> benchmarkList() {
        return BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
                .stream()
                .map(BenchmarkListEntry::getUsername)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
