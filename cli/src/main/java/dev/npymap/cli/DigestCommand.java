package dev.npymap.cli;

import dev.npymap.MapAdvice;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code npymap digest}: what files hold, in a line that can be compared. */
@Command(
        name = "digest",
        description = {
            "Prints a digest of what files hold, in a line for each array.",
            "",
            "Columns, separated by tabs; a refused file has its line too, and is no reason for an exit code of 1:",
            "",
            "  file  member  descr  fortran_order  shape  sha256",
            "  file  member  REFUSED  reason",
            "",
            "The digest is the SHA-256 of the values: of the elements in C order, each packed and little-endian. It does not"
                    + " depend on byte order, memory order and padding. fortran_order is what NumPy would write. member is"
                    + " - for a .npy file; of an .npz archive each member has its line."
        })
final class DigestCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = ArrayFile.MANY)
    private List<ArrayFile> files;

    private final Console console;

    DigestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return console.forEach(files, this::print);
    }

    private void print(ArrayFile file) throws IOException {
        if (!file.isArchive()) {
            print(file, this::describe);
            return;
        }
        List<ArrayFile> members;
        try {
            members = file.members();
        } catch (NpyFormatException e) {
            print(file, _ -> {
                throw refused(file, "not a sound zip archive: " + Problem.withoutFile(e));
            });
            return;
        }
        for (ArrayFile member : members) {
            print(member, this::describe);
        }
    }

    /** Tells what an array is and holds. */
    @FunctionalInterface
    private interface Description {
        String of(ArrayFile file) throws IOException;
    }

    private void print(ArrayFile file, Description description) throws IOException {
        String line;
        try {
            line = description.of(file);
        } catch (NpyFormatException e) {
            line = "REFUSED\t" + OneLine.of(Problem.withoutFile(e));
        }
        console.line(file.path() + "\t" + file.member().orElse("-") + "\t" + line);
    }

    private String describe(ArrayFile file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = file.map(console, Window.all(), arena);
            array.advise(MapAdvice.SEQUENTIAL);
            checkCrc(file);
            String fortran = COrder.isFortran(array) ? "True" : "False";
            return String.join(
                    "\t", array.dtype().descr(), fortran, array.shape().toString(), CanonicalDigest.of(array));
        }
    }

    private static void checkCrc(ArrayFile file) throws IOException {
        try {
            file.checkStored();
        } catch (NpyFormatException e) {
            throw refused(file, "a damaged member: its CRC-32 is another one");
        }
    }

    private static NpyFormatException refused(ArrayFile file, String reason) {
        return new NpyFormatException(file.toString(), 0, reason);
    }
}
