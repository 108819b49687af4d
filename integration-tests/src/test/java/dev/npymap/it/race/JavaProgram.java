package dev.npymap.it.race;

import dev.npymap.it.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts a main class of these tests in a small JVM of its own, which starts fast. */
public final class JavaProgram {
    private JavaProgram() {}

    /** {@return a program of that class, with native access} */
    public static Command of(Class<?> program, Path folder, Object... arguments) {
        return of(List.of("--enable-native-access=ALL-UNNAMED"), program, folder, arguments);
    }

    /** {@return a program of that class}; the flags, for the JVM, follow those that make it small. */
    public static Command of(List<String> flags, Class<?> program, Path folder, Object... arguments) {
        List<String> line = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
        line.addAll(flags);
        String tests = Path.of(System.getProperty("npymap.root"), "integration-tests", "target", "test-classes")
                .toString();
        line.addAll(List.of("-cp", System.getProperty("npymap.core.jar") + ":" + tests, program.getName()));
        Stream.of(arguments).map(Object::toString).forEach(line::add);
        return Command.java(folder, line.toArray(String[]::new));
    }
}
