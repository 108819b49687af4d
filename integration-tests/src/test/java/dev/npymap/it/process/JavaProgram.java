package dev.npymap.it.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts a main class of these tests in a small JVM of its own, which starts fast. */
public final class JavaProgram {
    /** What a JVM is told that may call C, as npymap does for what Java lacks. */
    public static final List<String> NATIVE_ACCESS = List.of("--enable-native-access=ALL-UNNAMED");

    private JavaProgram() {}

    /** {@return a process of a main class and its arguments} */
    public static Command of(Class<?> program, Path folder, Object... arguments) {
        return of(NATIVE_ACCESS, program, folder, arguments);
    }

    /** {@return the same with other flags of the JVM's} */
    public static Command of(List<String> flags, Class<?> program, Path folder, Object... arguments) {
        return Command.of(folder, line(flags, program, arguments).toArray(String[]::new));
    }

    /** {@return its command line}, for whoever sees JDK, library and tests under the paths that they have here. */
    public static List<String> line(List<String> flags, Class<?> program, Object... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m"));
        line.addAll(flags);
        String tests = Path.of(System.getProperty("npymap.root"), "integration-tests", "target", "test-classes")
                .toString();
        line.addAll(List.of("-cp", System.getProperty("npymap.core.jar") + ":" + tests, program.getName()));
        Stream.of(arguments).map(Object::toString).forEach(line::add);
        return line;
    }
}
