package dev.npymap.cli;

import dev.npymap.CreateOptions;
import dev.npymap.MapAdvice;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An argument that gives rows: an array, an archive of several, or a CSV file, which {@code -} reads from standard input. */
final class ConvertInput {
    /** Describes such an argument. */
    static final String DESCRIPTION =
            "An .npy file; FILE.npz for all arrays of an archive, or FILE.npz::NAME for one of them; or a"
                    + " CSV file, in UTF-8, - for standard input.";

    private static final String STANDARD_INPUT = "-";

    private final String text;

    /** Absent for a CSV file. */
    private final Optional<ArrayFile> array;

    private ConvertInput(String text, Optional<ArrayFile> array) {
        this.text = text;
        this.array = array;
    }

    /**
     * {@return what an argument gives, looked at: a file that begins as no array and no archive does is a CSV file}
     *
     * @throws NoSuchFileException if there is no such file
     */
    static List<ConvertInput> of(String text) throws IOException {
        if (text.equals(STANDARD_INPUT)) {
            return List.of(new ConvertInput(text, Optional.empty()));
        }
        ArrayFile file = ArrayFile.of(text);
        if (!Files.exists(file.path())) {
            throw new NoSuchFileException(file.toString());
        }
        if (file.member().isEmpty() && !file.isArray() && !text.endsWith(".npy") && !text.endsWith(".npz")) {
            return List.of(new ConvertInput(text, Optional.empty()));
        }
        return file.arrays().stream()
                .map(array -> new ConvertInput(array.toString(), Optional.of(array)))
                .toList();
    }

    /** {@return of an archive that an argument gives as a whole: its members that are no arrays by their names} */
    static List<ArrayFile> others(String text) throws IOException {
        return text.equals(STANDARD_INPUT) ? List.of() : ArrayFile.of(text).others();
    }

    /** {@return whether it is a member of an archive} */
    boolean isMember() {
        return array.flatMap(ArrayFile::member).isPresent();
    }

    /** {@return the array; nothing for a CSV file} */
    Optional<ArrayFile> array() {
        return array;
    }

    /**
     * {@return the array, which is none of a CSV file}
     *
     * <p>All of a stored member is compared with its CRC-32 first: in another archive it gets a new one, which would hide that it is
     * damaged.
     *
     * @param console where the progress of inflating is shown
     */
    NpyArray map(Console console, Window window, Arena arena) throws IOException {
        ArrayFile file = array.orElseThrow();
        if (window.equals(Window.all())) {
            file.checkStored();
        }
        NpyArray mapped = file.map(console, window, arena);
        mapped.advise(MapAdvice.SEQUENTIAL);
        return mapped;
    }

    /** {@return the name that the array gets in an archive or a folder: the file's without its suffix; nothing for standard input} */
    Optional<String> name() {
        if (isMember()) {
            return array.flatMap(ArrayFile::member);
        }
        if (text.equals(STANDARD_INPUT)) {
            return Optional.empty();
        }
        String file = Path.of(text).getFileName().toString();
        int dot = file.lastIndexOf('.');
        return Optional.of(dot > 0 ? file.substring(0, dot) : file);
    }

    /** What is done with the rows of a CSV file while it is open. */
    @FunctionalInterface
    interface Use<T> {
        T of(CsvBlocks rows) throws IOException;
    }

    /**
     * Opens a CSV file.
     *
     * @param console where the progress is shown
     * @param dtype what an element is
     * @param rowShape the dimensions of a row, or nothing, as in {@link CsvBlocks#open}
     */
    <T> T readCsv(Console console, DType dtype, Optional<Shape> rowShape, CsvOptions options, Use<T> use)
            throws IOException {
        boolean isStandardInput = text.equals(STANDARD_INPUT);
        String name = isStandardInput ? "standard input" : text;
        Path path = Path.of(text);
        if (!isStandardInput && Files.isDirectory(path)) {
            throw new FileSystemException(text, null, "a folder");
        }
        long size = !isStandardInput && Files.isRegularFile(path) ? Files.size(path) : 0;
        try (Arena arena = Arena.ofConfined();
                InputStream in = isStandardInput ? System.in : Files.newInputStream(path);
                Progress progress = size == 0 ? Progress.none() : Progress.ofBytes(console, "reading " + name, size);
                CsvBlocks rows =
                        CsvBlocks.open(new Utf8Reader(in, name, progress), name, dtype, rowShape, options, arena)) {
            return use.of(rows);
        }
    }

    /**
     * {@return a CSV file as an array, in a temporary file that has no name any more}
     *
     * @param arena decides how long it lives
     */
    NpyArray spool(Console console, DType dtype, CsvOptions csv, Arena arena) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.in(TemporaryFolder.parent())) {
            Path file = folder.resolve("csv.npy");
            // Its name is gone before anybody could ask for its bytes after a power cut.
            CreateOptions options = CreateOptions.defaults().unsynced();
            readCsv(
                    console,
                    dtype,
                    Optional.empty(),
                    csv,
                    rows -> Npy.saveRows(file, dtype, rows.rowShape(), options, rows));
            NpyArray spooled = Npy.map(file, MapMode.READ_ONLY, Window.all(), arena);
            spooled.advise(MapAdvice.SEQUENTIAL);
            return spooled;
        }
    }

    /** {@return the argument, as messages name it} */
    @Override
    public String toString() {
        return text;
    }
}
