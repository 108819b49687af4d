package dev.npymap.it.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Python with real NumPy, and a folder that both sides see under one path: {@code target} of this module.
 *
 * <p>Every run starts a Python, which takes 0.2 s: a script does many cases at once.
 */
public abstract sealed class NumPyPeer permits ContainerPeer, LocalPeer {
    /** What both sides see under one path. */
    static final Path TARGET = Path.of(System.getProperty("npymap.root"), "integration-tests", "target")
            .toAbsolutePath()
            .normalize();

    private static final Path SCRIPTS = TARGET.resolve("test-classes").resolve("python");

    private final String place;
    private String numpy;

    NumPyPeer(String place) {
        this.place = place;
    }

    /** What a Python process left. */
    record Result(int exit, String out, String err) {}

    abstract Result python(Path folder, List<String> arguments) throws IOException;

    /** Asks for NumPy's version; the peer is of no use without. */
    final void greet() throws IOException {
        Result result = python(TARGET, List.of("-c", "import numpy; print(numpy.__version__)"));
        if (result.exit() != 0) {
            throw new IOException(place + " has no NumPy: " + result.err().strip());
        }
        numpy = result.out().strip();
    }

    /** {@return NumPy's version, as in {@code 2.2.4}} */
    public final String numpy() {
        return numpy;
    }

    /** {@return NumPy's major version} */
    public final int numpyMajor() {
        return Integer.parseInt(numpy.substring(0, numpy.indexOf('.')));
    }

    /** {@return NumPy's version and where it runs, for the names of tests} */
    @Override
    public final String toString() {
        return "NumPy " + numpy + " (" + place + ")";
    }

    /**
     * {@return what a script of this module's printed}
     *
     * @param script its name, in {@code src/test/resources/python}
     * @param folder where it runs, within {@link #TARGET}
     * @param arguments for the script
     * @throws AssertionError if it fails, with all it said
     */
    public final String run(String script, Path folder, Object... arguments) throws IOException {
        return runFile(SCRIPTS.resolve(script), folder, arguments);
    }

    /** {@return the command line of a script of this module's}, for a container of one's own. */
    public static List<String> line(String script, Object... arguments) {
        List<String> line = new ArrayList<>(List.of("python3"));
        line.addAll(arguments(SCRIPTS.resolve(script), arguments));
        return line;
    }

    private static List<String> arguments(Path script, Object... arguments) {
        List<String> line = new ArrayList<>(List.of("-B", "-X", "utf8", script.toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(line::add);
        return line;
    }

    /**
     * {@return what a script printed}
     *
     * @param script a file within {@link #TARGET}
     * @param folder where it runs, within {@link #TARGET}
     * @param arguments for the script
     * @throws AssertionError if it fails, with all it said
     */
    public final String runFile(Path script, Path folder, Object... arguments) throws IOException {
        if (!Files.isRegularFile(script)) {
            throw new AssertionError("no script " + script);
        }
        Result result = python(folder, arguments(script, arguments));
        if (result.exit() != 0) {
            throw new AssertionError("%s: %s ended with exit code %d%n%s%s"
                    .formatted(this, script.getFileName(), result.exit(), result.out(), result.err()));
        }
        return result.out();
    }

    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while a script ran");
    }
}
