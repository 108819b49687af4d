package dev.npymap.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.npymap.benchmarks.report.Must;
import dev.npymap.benchmarks.report.Question;
import dev.npymap.benchmarks.report.Questions;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What surrounds the measurements. */
class SuiteTest {
    @TempDir
    Path folder;

    @Test
    void everyParameterHasValuesInEveryProfile() {
        for (SuiteProfile profile : SuiteProfile.values()) {
            for (var question : Questions.all()) {
                assertThat(profile.parameters(Benchmarks.of(question)).values()).noneMatch(List::isEmpty);
            }
        }
        assertThat(SuiteProfile.QUICK.parameters(FieldScanBenchmark.class))
                .containsEntry("profile", List.of(Pollution.POLLUTED));
        assertThat(SuiteProfile.FULL.parameters(FieldScanBenchmark.class))
                .containsEntry("profile", List.of(Pollution.CLEAN, Pollution.POLLUTED));
    }

    @Test
    void whatMustBeReachedIsMeasured() {
        for (Question question : Questions.all()) {
            List<String> bodies = Arrays.stream(Benchmarks.of(question).getMethods())
                    .map(Method::getName)
                    .toList();
            for (Must must : question.musts()) {
                for (String task : must.tasks()) {
                    assertThat(bodies).contains(must.who() + "_" + task);
                    String referenceTask = must.referenceTask().orElse(task);
                    Stream.of(must.reference(), must.less())
                            .flatMap(Optional::stream)
                            .filter(who -> !who.startsWith("numpy"))
                            .forEach(who -> assertThat(bodies).contains(who + "_" + referenceTask));
                }
            }
        }
    }

    @Test
    void operationsOfSecondsAreMeasuredSeldom() {
        SuiteProfile full = SuiteProfile.FULL;
        assertThat(full.forks(SharedFillBenchmark.class)).isOne();
        assertThat(full.warmups(SharedFillBenchmark.class)).isZero();
        assertThat(full.iterations(SharedFillBenchmark.class)).isEqualTo(3);
        assertThat(full.iterations(ClaimBenchmark.class)).isEqualTo(5);
        assertThat(full.iterations(SharedWriteBenchmark.class)).isEqualTo(5);
        assertThat(SuiteProfile.QUICK.iterations(SharedWriteBenchmark.class)).isEqualTo(2);
        assertThat(full.forks(SparkScanBenchmark.class)).isOne();
        assertThat(full.warmups(SparkScanBenchmark.class)).isEqualTo(3);
        assertThat(full.iterations(SparkScanBenchmark.class)).isEqualTo(5);
        assertThat(SuiteProfile.QUICK.parameters(SharedWriteBenchmark.class))
                .containsEntry("kibibytes", List.of("262144"));
    }

    @Test
    void aPythonThatIsNotThereIsReported() throws Exception {
        JsonNode numpy = new NumpyPeer("python-that-is-not-there", SuiteProfile.QUICK).measure(List.of());
        assertThat(numpy.path("problem").asText()).startsWith("cannot start 'python-that-is-not-there': ");
    }

    @Test
    void aPythonThatFailsIsReported() throws Exception {
        JsonNode numpy = new NumpyPeer("false", SuiteProfile.QUICK).measure(List.of());
        assertThat(numpy.path("problem").asText()).isEqualTo("'false' ended with exit code 1, see its output");
    }

    @Test
    void filesGoWhereTheyAreWanted() {
        Outputs outputs = Outputs.standard().in(folder);
        assertThat(outputs.html("quick")).isEqualTo(folder.resolve("quick.html"));
        assertThat(outputs.markdown()).isEqualTo(folder.resolve("RESULTS.md"));
        assertThat(outputs.notes()).hasFileName("notes.md");
        assertThat(Outputs.standard().folder()).hasFileName("results");
        assertThat(Files.exists(Outputs.standard().folder().resolveSibling("pom.xml")))
                .isTrue();
    }

    @Test
    void theQuickProfileAsksNothingOfSpark() {
        assertThat(SuiteProfile.QUICK.questions()).hasSizeGreaterThan(20).noneMatch(Question::isAboutSpark);
        assertThat(SuiteProfile.FULL.questions()).isEqualTo(Questions.all()).anyMatch(Question::isAboutSpark);
    }

    @Test
    void whereOtherProcessesWorkNoAllocationIsTold() {
        assertThat(SuiteProfile.isDoneElsewhere(SparkScanBenchmark.class)).isTrue();
        assertThat(SuiteProfile.isDoneElsewhere(SharedFillBenchmark.class)).isTrue();
        assertThat(SuiteProfile.isDoneElsewhere(LedgerBenchmark.class)).isFalse();
        assertThat(SuiteProfile.isDoneElsewhere(DenseScanBenchmark.class)).isFalse();
    }

    @Test
    void aProcessThatFailsSaysSo() throws Exception {
        try (WorkerProcess ends = new WorkerProcess(List.of("true"))) {
            assertThatThrownBy(ends::await).hasMessage("a process that was to do a task ended");
        }
        try (WorkerProcess worker = FillWorker.start()) {
            worker.begin("NONSENSE");
            assertThatThrownBy(worker::await).hasMessage("a process that was to do a task answered failed");
        }
    }

    @Test
    void aSharedFolderIsRemovedWithAllThatIsInIt() throws Exception {
        Path path;
        try (SharedFolder shared = new SharedFolder()) {
            path = shared.path();
            Files.writeString(Files.createDirectory(path.resolve("a")).resolve("b"), "c");
        }
        assertThat(path).doesNotExist();
    }
}
