package dev.npymap.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that do the work: JVMs of their own, with the classes of this one. */
final class Workers {
    private Workers() {}

    /**
     * Starts processes that do the same, and returns when all have done it.
     *
     * @param processes how many
     * @param main the class that each runs
     * @param arguments what for
     * @throws IllegalStateException if one fails; why stands in this JVM's error output
     */
    static void run(int processes, String main, String... arguments) throws IOException, InterruptedException {
        run(processes, command(main, arguments));
    }

    /** The same by a command of its own. */
    static void run(int processes, List<String> command) throws IOException, InterruptedException {
        List<Process> started = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                started.add(new ProcessBuilder(command)
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.INHERIT)
                        .start());
            }
            for (Process process : started) {
                int exit = process.waitFor();
                if (exit != 0) {
                    throw new IllegalStateException(
                            "a process that was to run " + command + " ended with exit code " + exit);
                }
            }
        } finally {
            started.forEach(Process::destroyForcibly);
        }
    }

    /** {@return what starts one} */
    static List<String> command(String main, String... arguments) {
        List<String> options = List.of(FolderState.NATIVE_ACCESS, "-XX:+UseSerialGC");
        return command(options, System.getProperty("java.class.path"), main, arguments);
    }

    static List<String> command(List<String> options, String classPath, String main, String... arguments) {
        // Standard output is for answers.
        List<String> command = new ArrayList<>(List.of(java(), "-Xlog:disable", "-Xlog:all=warning:stderr"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
}
