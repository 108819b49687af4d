package dev.npymap.cli;

import dev.npymap.MapAdvice;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
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
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The .npy and .npz files.")
    private List<Path> files;

    private final Console console;

    DigestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return console.forEach(files, this::print);
    }

    private void print(Path file) throws IOException {
        if (!NpzMembers.isArchive(file)) {
            print(file, "-", () -> file);
            return;
        }
        try (NpzMembers members = NpzMembers.open(file)) {
            for (ZipEntry entry : members.entries()) {
                print(file, NpzMembers.name(entry), () -> members.extract(entry));
            }
        } catch (NpyFormatException e) {
            print(file, "-", () -> {
                throw e;
            });
        }
    }

    /** Gives the file that an array lies in. */
    @FunctionalInterface
    private interface Source {
        Path get() throws IOException;
    }

    private void print(Path file, String member, Source npy) throws IOException {
        String line;
        try {
            line = describe(npy.get());
        } catch (NpyFormatException e) {
            line = "REFUSED\t" + OneLine.of(Problem.withoutFile(e));
        }
        console.line(file + "\t" + member + "\t" + line);
    }

    private static String describe(Path npy) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = Npy.map(npy, MapMode.READ_ONLY, Window.all(), arena);
            array.advise(MapAdvice.SEQUENTIAL);
            String fortran = COrder.isFortran(array) ? "True" : "False";
            return String.join(
                    "\t", array.dtype().descr(), fortran, array.shape().toString(), CanonicalDigest.of(array));
        }
    }
}
