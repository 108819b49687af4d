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

    /** Who has a Spark for a benchmark: {@link #start}, for one that is measured. */
    @FunctionalInterface
    interface Source {
        WorkerProcess get(Path folder) throws IOException;
    }

    /** @param folder for what Spark makes for itself, which it may leave where it is ended */
    static WorkerProcess start(Path folder) throws IOException {
        List<String> options = new ArrayList<>(List.of(HEAP, "-Djava.io.tmpdir=" + folder));
        options.addAll(jvmOptions());
        String classPath =
                System.getProperty("java.class.path") + System.getProperty("path.separator") + sparkClassPath();
        return new WorkerProcess(Workers.command(options, classPath, SparkWorker.class.getName()));
    }

    static String version() throws IOException {
        return resource("spark.version");
    }

    /** {@return what Spark gives its own processes} The module for Spark is tested with the same. */
    private static List<String> jvmOptions() throws IOException {
        return List.of(resource("spark.options").split("\\s+"));
    }

    /** The build puts these in. */
    private static String resource(String name) throws IOException {
        try (InputStream in = SparkProcess.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
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
