package dev.npymap.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process with a Spark in it: a JVM of its own, with the options that Spark gives to its own, and its jars behind ours. */
final class SparkProcess {
    /** Two batches of Parquet's writers, of 128 MiB each, fit well. */
    private static final String HEAP = "-Xmx3g";

    private SparkProcess() {}

    static WorkerProcess start() throws IOException {
        List<String> command = new ArrayList<>(List.of(Workers.java(), HEAP));
        command.addAll(jvmOptions());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path") + System.getProperty("path.separator") + sparkClassPath(),
                SparkWorker.class.getName()));
        return new WorkerProcess(command);
    }

    /** The build puts in what the module for Spark is tested with. */
    private static List<String> jvmOptions() throws IOException {
        try (InputStream resource = SparkProcess.class.getResourceAsStream("spark.options")) {
            return List.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split("\\s+"));
        }
    }

    /** Where the build found Spark: 300 MB of jars, which are not copied. */
    private static String sparkClassPath() throws IOException {
        Path file = Outputs.code().resolveSibling("spark.classpath");
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new IOException(
                    file + ": there is none. mvn package -pl benchmarks -am writes it beside benchmarks.jar, which must"
                            + " stay there",
                    e);
        }
    }
}
