package dev.npymap.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a command writes. Always UTF-8: what a file holds must not depend on the reader's locale.
 *
 * @param out results
 * @param err messages
 * @param isTerminal whether somebody watches, so that a progress bar makes sense
 */
record Console(OutputStream out, PrintStream err, boolean isTerminal) {
    private static final int BUFFER = 1 << 16;

    /** What a command does with each of its files. */
    @FunctionalInterface
    interface FileAction<F> {
        void accept(F file) throws IOException;
    }

    @SuppressWarnings("SystemConsoleNull") // null without a terminal again, since JDK 25
    static Console system() {
        // Not System.out: a PrintStream swallows errors, and a full disk behind `> file` must be one.
        OutputStream out =
                new BufferedOutputStream(new GuardedOutput(new FileOutputStream(FileDescriptor.out)), BUFFER);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        java.io.Console terminal = System.console();
        return new Console(out, err, terminal != null && terminal.isTerminal());
    }

    /** Writes a line of results. */
    void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a line of results that somebody watches: it waits in no buffer. */
    void say(String text) throws IOException {
        line(text);
        out.flush();
    }

    /** Writes a line to standard error. */
    void message(String text) {
        err.println(OneLine.of(text));
    }

    /** Says what went wrong. */
    void problem(String text) {
        message("npymap: " + text);
    }

    /**
     * Does the same with many files, of which a bad one does not stop the others.
     *
     * @param files named in messages by their {@code toString}
     * @return the exit code
     * @throws OutputException if the results can't be written
     */
    <F> int forEach(List<F> files, FileAction<F> action) throws IOException {
        int exit = 0;
        for (F file : files) {
            try {
                action.accept(file);
            } catch (OutputException e) {
                throw e;
            } catch (IOException | UncheckedIOException | InternalError | OutOfMemoryError e) {
                // InternalError: another process shortens the file while it is mapped.
                problem(Problem.describe(file, e));
                exit = 1;
            }
        }
        return exit;
    }

    /** Does the same with many arrays: with all of an archive where none of its members is named. */
    int forEachArray(List<ArrayFile> files, FileAction<ArrayFile> action) throws IOException {
        List<ArrayFile> arrays = new ArrayList<>();
        int exit = forEach(files, file -> arrays.addAll(file.arrays()));
        return Math.max(exit, forEach(arrays, action));
    }
}
