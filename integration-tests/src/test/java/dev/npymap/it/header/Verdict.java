package dev.npymap.it.header;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.format.MemoryOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a reader says of a header.
 *
 * @param accepted whether it takes it
 * @param text what it reads: descr, shape, fortran_order and strides; or why it refuses
 */
record Verdict(boolean accepted, String text) {
    /** {@return NumPy's verdict: a line of {@code headers.py}} */
    static Verdict ofNumPy(String line) {
        String[] columns = line.split("\t", -1);
        return columns[0].equals("accepted")
                ? new Verdict(true, String.join(" ", Arrays.asList(columns).subList(1, 5)))
                : new Verdict(false, columns[1]);
    }

    /** {@return npymap's verdict}; any other exception than the one for malformed files is the caller's failure. */
    static Verdict ofNpymap(Path file) {
        try {
            NpyArray array = Npy.map(file);
            boolean fortran = array.header().order() == MemoryOrder.FORTRAN;
            return new Verdict(
                    true,
                    String.join(
                            " ",
                            array.dtype().descr(),
                            array.shape().toString(),
                            fortran ? "True" : "False",
                            tuple(array.strides())));
        } catch (IOException e) {
            return new Verdict(false, e.getMessage().replace(file.toString() + ": ", ""));
        }
    }

    private static String tuple(long[] values) {
        String items = Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return "(" + items + (values.length == 1 ? ",)" : ")");
    }

    /** {@return whether both accept the same, or both refuse} */
    boolean agrees(Verdict other) {
        return accepted == other.accepted && (!accepted || text.equals(other.text));
    }

    @Override
    public String toString() {
        return (accepted ? "accepted " : "refused: ") + text;
    }
}
