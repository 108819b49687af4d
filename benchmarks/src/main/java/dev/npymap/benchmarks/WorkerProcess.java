package dev.npymap.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that waits to be told what to do: its start, and what its JVM compiles, is not in the time of a task. Tasks and
 * answers are lines of its input and output, their parts parted by tabs.
 */
final class WorkerProcess implements AutoCloseable {
    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final String TAB = "\t";
    private static final int SECONDS_TO_END = 30;

    private final Process process;
    private final Writer tasks;
    private final BufferedReader answers;
    private final boolean isLent;

    WorkerProcess(List<String> command) throws IOException {
        isLent = false;
        process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        tasks = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    private WorkerProcess(WorkerProcess owner) {
        process = owner.process;
        tasks = owner.tasks;
        answers = owner.answers;
        isLent = true;
    }

    /** {@return the same process, for somebody who does not end it} They take turns. */
    WorkerProcess lend() {
        return new WorkerProcess(this);
    }

    /** What a worker does when it is told to. */
    @FunctionalInterface
    interface Tasks {
        /** {@return what to answer} */
        String run(List<String> task) throws IOException;
    }

    /** The worker's side: does what its input says, to its end, or to the first task that fails. */
    static void serve(Tasks tasks) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // What libraries print is no answer.
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer = FAILED;
            try {
                answer = DONE + TAB + tasks.run(List.of(line.split(TAB, -1)));
            } finally {
                answers.println(answer);
            }
        }
    }

    void begin(String... task) throws IOException {
        tasks.write(String.join(TAB, task) + '\n');
        tasks.flush();
    }

    /**
     * {@return what it answers when the task is done}
     *
     * @throws IllegalStateException if it is not; why stands in this JVM's error output
     */
    String await() throws IOException {
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith(DONE + TAB)) {
            throw new IllegalStateException(
                    "a process that was to do a task " + (answer == null ? "ended" : "answered " + answer));
        }
        return answer.substring(DONE.length() + TAB.length());
    }

    /** Has it end, which it does by itself when it is told no more: what it made for itself is then removed. One that is lent stays. */
    @Override
    public void close() {
        if (isLent) {
            return;
        }
        try {
            tasks.close();
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (IOException e) {
            // It has ended before: its input is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
