package dev.npymap;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A folder of {@code .npy} files that are one sequence of rows: what N writers make that cannot know beforehand how many rows each
 * will have. The folder's {@code _manifest.json} tells which files, in which order, with how many rows; a file that it does not
 * list does not count. It is written last and by one rename, so that readers see all parts or none.
 *
 * <p>Immutable: the parts as they were when the manifest was read or written. A part itself is opened, and compared with the
 * manifest, when rows of it are mapped.
 *
 * @apiNote Python reads it with its own means: {@code m = json.load(open("_manifest.json"))}, then {@code
 *     np.concatenate([np.load(p["file"]) for p in m["parts"]])}.
 */
public final class NpyParts {
    private final Path folder;
    private final Manifest manifest;
    private final List<Part> parts;
    private final long rows;

    /**
     * A file of the sequence.
     *
     * @param path the file
     * @param firstRow the number of its first row in the sequence, counted from 0
     * @param rows how many rows it has
     * @param bytes its size
     */
    public record Part(Path path, long firstRow, long rows, long bytes) {}

    /**
     * Rows of one part that are mapped.
     *
     * @param firstRow the number of the first of them in the sequence, counted from 0; {@link NpyArray#firstRow()} is its number
     *     in the part
     * @param array the rows
     */
    public record Piece(long firstRow, NpyArray array) {}

    NpyParts(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
        List<Part> found = new ArrayList<>();
        long first = 0;
        for (Manifest.Entry entry : manifest.entries()) {
            found.add(new Part(folder.resolve(entry.file()), first, entry.rows(), entry.bytes()));
            first += entry.rows();
        }
        this.parts = List.copyOf(found);
        this.rows = first;
    }

    /**
     * Reads a folder's manifest, and nothing else.
     *
     * @param folder the folder
     * @return its parts
     * @throws NpyFormatException if the manifest is malformed
     * @throws NoSuchFileException if there is no manifest, or no folder
     * @throws IOException if it cannot be read
     */
    public static NpyParts open(Path folder) throws IOException {
        Manifest manifest = ManifestReader.read(folder);
        try {
            return new NpyParts(folder, manifest);
        } catch (InvalidPathException e) {
            throw new NpyFormatException(
                    folder.resolve(Manifest.NAME).toString(),
                    0,
                    "a name that no file can have here: " + e.getMessage());
        }
    }

    /**
     * {@return whether a folder has a manifest; also if that cannot be found out, and then {@link #open} tells why}
     *
     * @param folder the folder
     */
    public static boolean isIn(Path folder) {
        return Files.isDirectory(folder) && !ManifestFile.isMissing(folder);
    }

    /**
     * Makes files of a folder one sequence of rows, by writing its manifest.
     *
     * @param folder the folder, which must not have a manifest
     * @param dtype what an element is; the dimensions of a sub-array are appended to {@code rowShape}
     * @param rowShape the shape of one row; {@link Shape#SCALAR} for rows of one element
     * @param files the names of the files in the folder, in the order of their rows; there may be none
     * @return the parts
     * @throws NpyFormatException if a file is malformed, or has rows of another dtype or shape, or is in Fortran order
     * @throws FileAlreadyExistsException if the folder has a manifest; of many writers at once exactly one succeeds
     * @throws IOException if a file cannot be read, or the manifest cannot be written
     * @throws IllegalArgumentException if a name leads out of the folder or is there twice, or the rows are too many
     */
    public static NpyParts create(Path folder, DType dtype, Shape rowShape, List<String> files) throws IOException {
        return ManifestFile.publish(folder, dtype, rowShape, files, false, false);
    }

    /**
     * As {@link #create}, in the place of a manifest that may be there, by one rename: readers see the old parts or the new ones.
     * The files of the old one are left, for those who read them and for the caller to {@linkplain #deleteUnlisted delete}.
     *
     * @param folder the folder
     * @param dtype what an element is; the dimensions of a sub-array are appended to {@code rowShape}
     * @param rowShape the shape of one row
     * @param files the names of the files in the folder, in the order of their rows
     * @return the parts
     * @throws NpyFormatException if a file is malformed, or has rows of another dtype or shape, or is in Fortran order
     * @throws IOException if a file cannot be read, or the manifest cannot be written
     * @throws IllegalArgumentException if a name leads out of the folder or is there twice, or the rows are too many
     */
    public static NpyParts replace(Path folder, DType dtype, Shape rowShape, List<String> files) throws IOException {
        return ManifestFile.publish(folder, dtype, rowShape, files, true, false);
    }

    /**
     * Adds files to those that the manifest lists, or makes one where there is none, by one rename. Of writers that append at once
     * each adds its own files.
     *
     * @param folder the folder
     * @param dtype what an element is, in the old files too; the dimensions of a sub-array are appended to {@code rowShape}
     * @param rowShape the shape of one row
     * @param files the names of the files in the folder, in the order of their rows, which follow the old ones
     * @return the parts, old and new
     * @throws NpyFormatException if the manifest or a new file is malformed, or has rows of another dtype or shape, or is in Fortran
     *     order
     * @throws IOException if a file cannot be read, or the manifest cannot be written
     * @throws IllegalArgumentException if a name leads out of the folder or is there already, or the rows are too many
     */
    public static NpyParts append(Path folder, DType dtype, Shape rowShape, List<String> files) throws IOException {
        return ManifestFile.publish(folder, dtype, rowShape, files, true, true);
    }

    /**
     * Deletes files of a folder that its manifest does not list: the parts that a {@link #replace} left, what writers left that were
     * killed, and what those that are at work have not listed yet. Nobody writes a manifest meanwhile, so a file that another writer
     * is about to list is either listed already, and stays, or is gone when that writer looks for it, which fails then.
     *
     * <p>A name that differs from a listed one in no more than case or Unicode form counts as listed, everywhere.
     *
     * @param folder the folder; without a manifest no file of it is listed
     * @param names which of the others are deleted, by their names
     * @throws NpyFormatException if the manifest is malformed; nothing is deleted then
     * @throws IOException if the manifest cannot be read, or a file cannot be deleted; the others are, all the same
     */
    public static void deleteUnlisted(Path folder, Predicate<String> names) throws IOException {
        ManifestFile.deleteUnlisted(folder, names);
    }

    private NpyHeader header(Part part, FileChannel channel) throws IOException {
        NpyHeader header = manifest.readHeader(part.path(), channel);
        if (header.rows() != part.rows()) {
            throw new NpyFormatException(
                    part.path().toString(),
                    0,
                    "expected " + part.rows() + " rows, as the manifest says, found " + header.rows());
        }
        if (channel.size() != part.bytes()) {
            throw new NpyFormatException(
                    part.path().toString(),
                    Math.min(channel.size(), part.bytes()),
                    "expected a file of " + part.bytes() + " bytes, as the manifest says, found " + channel.size());
        }
        return header;
    }

    Manifest manifest() {
        return manifest;
    }

    /** {@return the folder} */
    public Path folder() {
        return folder;
    }

    /** {@return what an element of every part is} */
    public DType dtype() {
        return manifest.dtype();
    }

    /** {@return the shape of the whole sequence: its rows along axis 0} */
    public Shape shape() {
        return manifest.shape(rows);
    }

    /** {@return the shape of one row} */
    public Shape rowShape() {
        return manifest.rowShape();
    }

    /** {@return the number of rows of all parts} */
    public long rows() {
        return rows;
    }

    /** {@return the parts, in the order of their rows} */
    public List<Part> parts() {
        return parts;
    }

    /**
     * {@return the rows of the sequence that a window is}
     *
     * @param window all, a range of rows, or a share, which is one of the rows of all parts, whatever their borders
     * @throws IndexOutOfBoundsException if the window reaches past the last row
     * @throws IllegalArgumentException if it is one of elements, or an aligned share: parts have no places in common
     */
    public Window.Rows rows(Window window) {
        return switch (window) {
            case Window.All() -> new Window.Rows(0, rows);
            case Window.Rows range -> {
                if (range.to() > rows) {
                    throw new IndexOutOfBoundsException(
                            "rows from " + range.from() + " to " + range.to() + " of parts of " + rows + " rows");
                }
                yield range;
            }
            case Window.Share share
            when share.alignment() == 1 ->
                new Window.Rows(Region.border(rows, share, share.n()), Region.border(rows, share, share.n() + 1));
            case Window.Share _, Window.Elements _ ->
                throw new IllegalArgumentException(
                        "parts are mapped by rows or by shares that are not aligned, not by " + window);
        };
    }

    /**
     * Maps a window of the sequence read-only, until the pieces are unreachable.
     *
     * @param window all, a range of rows, or a share
     * @return the window's rows, in their order, a piece for each part that has any; none for an empty window
     * @throws NpyFormatException if a part is malformed, or not as the manifest says
     * @throws IOException if a part cannot be opened, read or mapped
     * @throws IndexOutOfBoundsException if the window reaches past the last row
     * @throws IllegalArgumentException if it is one of elements, or an aligned share
     */
    public List<Piece> map(Window window) throws IOException {
        return map(MapMode.READ_ONLY, window, Arena.ofAuto());
    }

    /**
     * Maps a window of the sequence, until an arena is closed.
     *
     * @param mode as in {@link Npy#map(Path, MapMode, Window, Arena)}
     * @param window all, a range of rows, or a share
     * @param arena decides how long the maps live and which threads may use them
     * @return the window's rows, in their order, a piece for each part that has any; none for an empty window
     * @throws NpyFormatException if a part is malformed, or not as the manifest says
     * @throws IOException if a part cannot be opened, read or mapped
     * @throws IndexOutOfBoundsException if the window reaches past the last row
     * @throws IllegalArgumentException if it is one of elements, or an aligned share
     * @throws UnsupportedOperationException if {@code mode} is another one
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public List<Piece> map(MapMode mode, Window window, Arena arena) throws IOException {
        Window.Rows range = rows(window);
        List<Piece> pieces = new ArrayList<>();
        for (Part part : parts) {
            long from = Math.max(range.from(), part.firstRow());
            long to = Math.min(range.to(), part.firstRow() + part.rows());
            if (from < to) {
                pieces.add(new Piece(from, map(part, mode, from, to, arena)));
            }
        }
        return List.copyOf(pieces);
    }

    private NpyArray map(Part part, MapMode mode, long from, long to, Arena arena) throws IOException {
        Window window = Window.rows(from - part.firstRow(), to - part.firstRow());
        try {
            return FileMapper.map(
                    part.path(), mode, window, arena, channel -> ArrayPlace.of(part.path(), header(part, channel)));
        } catch (NoSuchFileException e) {
            throw missing(part);
        }
    }

    private static NoSuchFileException missing(Part part) {
        return new NoSuchFileException(
                part.path().toString(), null, "the folder's manifest lists it, and it is not there");
    }

    /**
     * Writes all rows to one new file. The bytes go from file to file within the kernel, not through the heap; the file appears
     * whole or not at all.
     *
     * @param file the file
     * @param options how it is created; in C order
     * @return the header that was written
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws NpyFormatException if a part is malformed, or not as the manifest says
     * @throws IOException if a part cannot be read, the disk is too small, or the file cannot be made
     * @throws IllegalArgumentException if {@code options} ask for Fortran order, or for a version that cannot hold the header
     */
    public NpyHeader compact(Path file, CreateOptions options) throws IOException {
        if (options.order() == MemoryOrder.FORTRAN) {
            throw new IllegalArgumentException("parts become one array in C order, in which their rows lie");
        }
        NpyHeader header = NewFile.header(dtype(), MemoryOrder.C, shape(), options);
        checkIsNone(file);
        return NewFile.ofCopy(file, header, options, channel -> {
            for (Part part : parts) {
                copy(part, channel);
            }
        });
    }

    private void checkIsNone(Path file) throws IOException {
        for (Part part : parts) {
            if (isSame(file, part.path())) {
                throw new FileSystemException(file.toString(), null, "it is one of the parts itself");
            }
        }
        if (isSame(file, folder.resolve(Manifest.NAME))) {
            throw new FileSystemException(file.toString(), null, "it is the manifest of the parts");
        }
    }

    /** The names go first: there may be many parts, and one that is missing is found out when it is read. */
    private static boolean isSame(Path file, Path other) throws IOException {
        return Objects.equals(file.getFileName(), other.getFileName())
                && Files.exists(file)
                && Files.exists(other)
                && Files.isSameFile(file, other);
    }

    private void copy(Part part, FileChannel target) throws IOException {
        try (FileChannel source = FileMapper.open(part.path(), MapMode.READ_ONLY)) {
            NpyHeader header = header(part, source);
            long at = header.payloadOffset();
            while (at < header.fileSize()) {
                long count = source.transferTo(at, header.fileSize() - at, target);
                if (count == 0) {
                    throw new NpyFormatException(part.path().toString(), at, "the file ended here while it was read");
                }
                at += count;
            }
        } catch (NoSuchFileException e) {
            throw missing(part);
        }
    }

    /** {@return folder, dtype, shape and number of parts, for messages} */
    @Override
    public String toString() {
        return "NpyParts[folder=" + folder + ", dtype=" + dtype() + ", shape=" + shape() + ", parts=" + parts.size()
                + "]";
    }
}
