package dev.npymap.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** A process that waits to be told what to fill: its start, and what its JVM compiles, is not in the time of a task. */
final class FillProcess implements AutoCloseable {
    private final Process process;
    private final Writer tasks;
    private final BufferedReader answers;

    FillProcess() throws IOException {
        process = new ProcessBuilder(Workers.command(FillWorker.class.getName()))
                .redirectError(Redirect.INHERIT)
                .start();
        tasks = process.outputWriter();
        answers = process.inputReader();
    }

    void begin(FillWorker.Task task, Path file, long number) throws IOException {
        tasks.write(task.name() + '\t' + file + '\t' + number + '\n');
        tasks.flush();
    }

    /**
     * Waits until the task is done.
     *
     * @throws IllegalStateException if it is not; why stands in this JVM's error output
     */
    void await() throws IOException {
        String answer = answers.readLine();
        if (!FillWorker.DONE.equals(answer)) {
            throw new IllegalStateException("a process that was to fill a file answered " + answer);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
