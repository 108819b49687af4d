package dev.npymap.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The demo's processes. */
final class DemoWorkers implements AutoCloseable {
    private final Path file;
    private final List<Worker> workers = new ArrayList<>();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    /** A process, with what it has said so far. */
    private record Worker(Process process, AtomicLong rows, CompletableFuture<String> errors) {}

    DemoWorkers(Path file) {
        this.file = file;
    }

    /** Starts process {@code n} of {@code of}, a JVM of its own that runs this same program. */
    void start(int n, int of) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(DemoWorker.NAME, "--", file.toString(), Integer.toString(n), Integer.toString(of)));
        Process process = new ProcessBuilder(command).start();
        AtomicLong rows = new AtomicLong();
        CompletableFuture<String> errors =
                CompletableFuture.supplyAsync(() -> lastLine(process.getErrorStream()), readers);
        readers.execute(() -> follow(process, rows));
        workers.add(new Worker(process, rows, errors));
    }

    private static List<String> java() {
        String java = ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return List.of(
                java,
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    private static void follow(Process process, AtomicLong rows) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.set(Long.parseLong(line));
            }
        } catch (IOException e) {
            // It was killed; its exit code tells.
            return;
        }
    }

    /** What a process says last is why it ends: a JVM may have said other things before. */
    private static String lastLine(InputStream errors) {
        try (errors) {
            String text = new String(errors.readAllBytes(), StandardCharsets.UTF_8).strip();
            return text.substring(text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return how many rows are filled} */
    long rows() {
        return workers.stream().mapToLong(worker -> worker.rows().get()).sum();
    }

    /** {@return whether any process still runs} */
    boolean isRunning() {
        return workers.stream().anyMatch(worker -> worker.process().isAlive());
    }

    /**
     * Looks for a process that failed.
     *
     * @throws FileSystemException if there is one; the others still run
     */
    void check() throws FileSystemException {
        for (int n = 0; n < workers.size(); n++) {
            Worker worker = workers.get(n);
            if (!worker.process().isAlive() && worker.process().exitValue() != 0) {
                String said = worker.errors().join();
                throw new FileSystemException(
                        file.toString(),
                        null,
                        "worker " + n + " of " + workers.size() + " (process "
                                + worker.process().pid() + ") ended with exit code "
                                + worker.process().exitValue() + (said.isEmpty() ? "" : ": " + said));
            }
        }
    }

    /** Kills what still runs, and returns when it is gone. */
    @Override
    public void close() {
        workers.forEach(worker -> worker.process().destroyForcibly());
        workers.forEach(worker -> worker.process().onExit().join());
        readers.shutdown();
    }
}
