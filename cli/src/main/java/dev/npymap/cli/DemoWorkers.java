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
    private record Worker(
            int n,
            int of,
            Process process,
            AtomicLong rows,
            CompletableFuture<Boolean> stopped,
            CompletableFuture<String> errors) {}

    DemoWorkers(Path file) {
        this.file = file;
    }

    /**
     * Starts process {@code n} of {@code of}, a JVM of its own that runs this same program.
     *
     * @param options of {@link DemoWorker}
     * @return its number
     */
    long start(int n, int of, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.add(DemoWorker.NAME);
        command.addAll(options);
        command.addAll(List.of("--", file.toString(), Integer.toString(n), Integer.toString(of)));
        Process process = new ProcessBuilder(command).start();
        AtomicLong rows = new AtomicLong();
        CompletableFuture<String> errors =
                CompletableFuture.supplyAsync(() -> lastLine(process.getErrorStream()), readers);
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        readers.execute(() -> follow(process, rows, stopped));
        workers.add(new Worker(n, of, process, rows, stopped, errors));
        return process.pid();
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

    private static void follow(Process process, AtomicLong rows, CompletableFuture<Boolean> stopped) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(DemoWorker.STOPPED)) {
                    stopped.complete(true);
                } else {
                    rows.set(Long.parseLong(line));
                }
            }
        } catch (IOException e) {
            // It was killed; its exit code tells.
            return;
        } finally {
            stopped.complete(false);
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

    /**
     * {@return whether process {@code n} has stopped in the middle of its share}
     *
     * @throws FileSystemException if it ended instead
     */
    boolean isStopped(int n) throws FileSystemException {
        Worker worker = find(n);
        if (!worker.stopped().isDone()) {
            return false;
        }
        if (!worker.stopped().join()) {
            worker.process().onExit().join();
            throw failure(worker);
        }
        return true;
    }

    /** Kills process {@code n}, forgets what it did, and returns its number when it is gone. */
    long kill(int n) {
        Worker worker = find(n);
        worker.process().destroyForcibly().onExit().join();
        workers.remove(worker);
        return worker.process().pid();
    }

    private Worker find(int n) {
        return workers.stream().filter(worker -> worker.n() == n).findFirst().orElseThrow();
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
        for (Worker worker : workers) {
            if (!worker.process().isAlive() && worker.process().exitValue() != 0) {
                throw failure(worker);
            }
        }
    }

    private FileSystemException failure(Worker worker) {
        String said = worker.errors().join();
        return new FileSystemException(
                file.toString(),
                null,
                "worker " + worker.n() + " of " + worker.of() + " (process "
                        + worker.process().pid() + ") ended with exit code "
                        + worker.process().exitValue() + (said.isEmpty() ? "" : ": " + said));
    }

    /** Kills what still runs, and returns when it is gone. */
    @Override
    public void close() {
        workers.forEach(worker -> worker.process().destroyForcibly());
        workers.forEach(worker -> worker.process().onExit().join());
        readers.shutdown();
    }
}
