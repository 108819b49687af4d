package dev.npymap;

import dev.npymap.file.FileCreator;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import dev.npymap.format.ReadOptions;
import dev.npymap.zip.CrcRepair;
import dev.npymap.zip.MemberBytes;
import dev.npymap.zip.ZipArchive;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * An {@code .npz} file: a zip archive of arrays, as {@code np.savez} writes it. Its arrays are <em>mapped where they lie</em>,
 * which {@code np.load} does not do, whatever its {@code mmap_mode}. (Compressed ones cannot be; they are {@linkplain #read
 * read}.)
 *
 * <p>An array is named as by NumPy, {@code "x"} for the member {@code x.npy}; the member's own name will do too, and goes first
 * where an archive has {@code x.npy} and {@code x}. Of several members of one name the last one counts. Members whose names do
 * not end in {@code .npy} are {@linkplain #otherNames other} ones.
 *
 * <p>The directory is read once, when the archive is opened, and compared with what the file can hold: one that is truncated or
 * malformed, or says what cannot be, is refused. Each use of a member opens the file anew and reads the member's own header;
 * an archive that was replaced meanwhile is not taken for the old one.
 *
 * <p>Arrays in an archive may begin at any byte, those of {@code np.savez} do. Accessors and bulk copies read and write them
 * all the same; but {@linkplain NpyArray#atomicLongs() atomic} access is refused where elements are not aligned. Archives that
 * npymap {@linkplain #write(Path, NpzWriter.Fill) writes} are aligned to 64 bytes.
 *
 * <p>Messages about an array name it as {@code file.npz::x}, and count bytes from the member's beginning; those about the
 * archive count from the file's.
 *
 * <p>Immutable: many threads may use one at once. It holds no file open, and so needs no closing.
 */
public final class Npz {
    /**
     * The largest member that is read unless the caller says otherwise, in bytes as a {@code .npy} file: 4 GiB. A small file can
     * hold a large array of zeros; who wants more memory taken than that, says so.
     */
    public static final long DEFAULT_MAX_BYTES = 4L << 30;

    private final Path path;
    private final ReadOptions options;
    private final ZipArchive archive;
    private final NpzNames names;

    private Npz(Path path, ReadOptions options, ZipArchive archive) {
        this.path = path;
        this.options = options;
        this.archive = archive;
        this.names = new NpzNames(archive.members());
    }

    /**
     * Reads the directory of an archive.
     *
     * @param path the file
     * @return the archive
     * @throws NpyFormatException if the file is no sound zip archive
     * @throws IOException if it cannot be opened or read
     */
    public static Npz open(Path path) throws IOException {
        return open(path, ReadOptions.defaults());
    }

    /**
     * Reads the directory of an archive, for arrays with limits or strictness of the caller's.
     *
     * @param path the file
     * @param options what is accepted of an array
     * @return the archive
     * @throws NpyFormatException if the file is no sound zip archive
     * @throws IOException if it cannot be opened or read
     */
    public static Npz open(Path path, ReadOptions options) throws IOException {
        try (FileChannel channel = FileMapper.open(path, MapMode.READ_ONLY)) {
            return new Npz(path, options, ZipArchive.read(channel, path.toString()));
        }
    }

    /** {@return the names of the arrays in the order of the archive, as NumPy's {@code .files}} */
    public List<String> names() {
        return names.arrays();
    }

    /**
     * {@return the names of the members that do not end in {@code .npy}, in the order of the archive}
     *
     * <p>NumPy's {@code .files} has them too. One that holds an array all the same is mapped and read by this name.
     */
    public List<String> otherNames() {
        return names.others();
    }

    /**
     * {@return what the archive says about an array}
     *
     * @param name the array
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the member's header and the directory disagree, or its compression is another than deflate
     * @throws IOException if the file cannot be opened or read
     */
    public NpzMember member(String name) throws IOException {
        return use(name, MapMode.READ_ONLY, NpzMember::of);
    }

    /**
     * Reads the header of an array, of which offsets count from the member's beginning.
     *
     * @param name the array
     * @return the header
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the member is malformed, refused, or shorter than its header says
     * @throws IOException if the file cannot be opened or read
     */
    public NpyHeader readHeader(String name) throws IOException {
        return use(name, MapMode.READ_ONLY, bytes -> readHeader(name, bytes));
    }

    private NpyHeader readHeader(String name, MemberBytes bytes) throws IOException {
        try (ReadableByteChannel channel = bytes.openUnchecked()) {
            return NpyHeader.read(channel, bytes.size(), display(name), options);
        }
    }

    private String display(String name) {
        return path + "::" + NpzNames.withoutSuffix(name);
    }

    /**
     * Maps a whole stored array read-only, until it is unreachable.
     *
     * @param name the array
     * @return the array
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the member is malformed, refused, or shorter than its header says
     * @throws IOException if the file cannot be opened, read or mapped
     * @throws UnsupportedOperationException if the member is deflated
     */
    public NpyArray map(String name) throws IOException {
        return map(name, Window.all());
    }

    /**
     * Maps a window of a stored array read-only, until it is unreachable.
     *
     * @param name the array
     * @param window the part to map
     * @return the window as an array
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the member is malformed, refused, or shorter than its header says
     * @throws IOException if the file cannot be opened, read or mapped
     * @throws IndexOutOfBoundsException if the window reaches past the array
     * @throws IllegalArgumentException if the window is one of rows, and the array has rank 0
     * @throws UnsupportedOperationException if the member is deflated
     */
    public NpyArray map(String name, Window window) throws IOException {
        return map(name, MapMode.READ_ONLY, window, Arena.ofAuto());
    }

    /**
     * Maps a window of a stored array until an arena is closed. This takes microseconds whatever the sizes; the CRC-32 of the
     * member is not checked, which would need all its bytes.
     *
     * @param name the array
     * @param mode {@code READ_ONLY}; or {@code PRIVATE}, copy-on-write, whose changes no one else sees, and which needs a
     *     file that may be written all the same. Not {@code READ_WRITE}: see {@link #mapWritable}
     * @param window the part to map
     * @param arena decides how long the map lives and which threads may use it
     * @return the window as an array
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the member is malformed, refused, or shorter than its header says
     * @throws IOException if the file cannot be opened, read or mapped
     * @throws IndexOutOfBoundsException if the window reaches past the array
     * @throws IllegalArgumentException if the window is one of rows, and the array has rank 0
     * @throws UnsupportedOperationException if the member is deflated, or {@code mode} is another one
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public NpyArray map(String name, MapMode mode, Window window, Arena arena) throws IOException {
        if (mode.equals(MapMode.READ_WRITE)) {
            throw new UnsupportedOperationException(
                    "to change " + display(name) + " in place makes the CRC-32 wrong that the"
                            + " archive has of it; mapWritable does so, and repair(name) mends it then");
        }
        return mapAny(name, mode, window, arena);
    }

    /**
     * Maps a window of a stored array read-write: what is written changes the file. The archive's CRC-32 of the array is wrong
     * from the first change until {@link #repair repair} is called, and Python, NumPy and most other readers refuse the array
     * meanwhile, while npymap maps it as ever.
     *
     * @param name the array
     * @param window the part to map
     * @param arena decides how long the map lives and which threads may use it
     * @return the window as an array
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the member is malformed, refused, or shorter than its header says
     * @throws IOException if the file cannot be opened, read or mapped
     * @throws IndexOutOfBoundsException if the window reaches past the array
     * @throws IllegalArgumentException if the window is one of rows, and the array has rank 0
     * @throws UnsupportedOperationException if the member is deflated
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public NpyArray mapWritable(String name, Window window, Arena arena) throws IOException {
        return mapAny(name, MapMode.READ_WRITE, window, arena);
    }

    /**
     * Makes the archive's CRC-32 of an array right again that was changed in place: reads all of it, and writes the CRC where
     * it stands. Whoever changes the array meanwhile makes it wrong again.
     *
     * <p>The changes are on the disk first, and the directory, which is what readers look at, is changed last: a crash leaves an
     * archive that is no worse than before, and can be repaired.
     *
     * @param name the array
     * @return whether the CRC was wrong
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the member's header and the directory disagree, or its CRC is not where it should be
     * @throws IOException if the file cannot be opened for writing, read or written
     * @throws UnsupportedOperationException if the member is deflated: then a wrong CRC tells of damage
     */
    public boolean repair(String name) throws IOException {
        return repair(name, _ -> {});
    }

    /**
     * Makes the archive's CRC-32 of an array right again, and tells how far it is.
     *
     * @param name the array
     * @param progress is told after each MiB, in the calling thread, how many bytes of the member were read up to now; what it
     *     throws ends the repair, and nothing was changed then
     * @return whether the CRC was wrong
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the member's header and the directory disagree, or its CRC is not where it should be
     * @throws IOException if the file cannot be opened for writing, read or written
     * @throws UnsupportedOperationException if the member is deflated: then a wrong CRC tells of damage
     */
    public boolean repair(String name, LongConsumer progress) throws IOException {
        return use(name, MapMode.READ_WRITE, bytes -> {
            if (!bytes.isStored()) {
                throw new UnsupportedOperationException(display(name)
                        + " is deflated, and so was not changed in place: a wrong CRC-32 tells of damage");
            }
            return CrcRepair.repair(bytes, progress);
        });
    }

    /**
     * Compares the CRC-32 of an array's bytes with the one that the archive has of it, which mapping does not: reads all of it.
     *
     * @param name the array
     * @param progress is told after each MiB, in the calling thread, how many bytes of the member were read up to now; what it
     *     throws ends the check
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the CRC is another one: the bytes are damaged, or were changed in place; or if the member's
     *     header and the directory disagree, or deflated bytes are malformed
     * @throws IOException if the file cannot be opened or read
     */
    public void check(String name, LongConsumer progress) throws IOException {
        use(name, MapMode.READ_ONLY, bytes -> NpzPayload.check(bytes, progress));
    }

    private NpyArray mapAny(String name, MapMode mode, Window window, Arena arena) throws IOException {
        var member = names.find(path.toString(), name);
        return FileMapper.map(path, mode, window, arena, channel -> {
            MemberBytes bytes = archive.locate(channel, member);
            if (!bytes.isStored()) {
                throw new UnsupportedOperationException(display(name)
                        + " is deflated: there are no bytes of it to map; read(name, arena) inflates it into an arena");
            }
            return new ArrayPlace(Optional.of(path), bytes.offset(), readHeader(name, bytes));
        });
    }

    /**
     * Reads a whole array, stored or deflated, into an arena, if it is not larger than {@value #DEFAULT_MAX_BYTES} bytes.
     *
     * @param name the array
     * @param arena decides how long the copy lives and which threads may use it
     * @return the array; changes to it belong to no file
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the member is malformed, refused, shorter than its header says, damaged, or too large
     * @throws IOException if the file cannot be opened or read
     * @throws OutOfMemoryError if there is not as much memory
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public NpyArray read(String name, Arena arena) throws IOException {
        return read(name, arena, DEFAULT_MAX_BYTES, _ -> {});
    }

    /**
     * Reads a whole array, stored or deflated, into an arena, with a limit of the caller's. The memory is allocated once the
     * header is read, and of the size that it tells; but a deflated member may be a thousand times larger than what it takes in
     * the archive. The CRC-32 of the member is checked.
     *
     * @param name the array
     * @param arena decides how long the copy lives and which threads may use it
     * @param maxBytes how large the member may be as a {@code .npy} file, in bytes
     * @param progress is told after each MiB, in the calling thread, how many bytes of the payload were read up to now; what it
     *     throws ends the reading
     * @return the array; changes to it belong to no file
     * @throws NoSuchFileException if there is no such array
     * @throws NpyFormatException if the member is malformed, refused, shorter than its header says, damaged, or too large
     * @throws IOException if the file cannot be opened or read
     * @throws OutOfMemoryError if there is not as much memory
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public NpyArray read(String name, Arena arena, long maxBytes, LongConsumer progress) throws IOException {
        return use(name, MapMode.READ_ONLY, bytes -> {
            if (bytes.size() > maxBytes) {
                throw new NpyFormatException(
                        display(name),
                        0,
                        "expected a member of at most " + maxBytes + " bytes, found one of " + bytes.size()
                                + "; a read with another maxBytes takes it");
            }
            return NpzPayload.read(bytes, readHeader(name, bytes), arena, progress);
        });
    }

    /**
     * Writes an archive of stored arrays, as {@code np.savez}, but never over an existing file.
     *
     * @param path the file, which must not exist
     * @param fill adds the arrays
     * @throws FileAlreadyExistsException if the file exists
     * @throws IOException if {@code fill} throws it, or the archive cannot be written
     */
    public static void write(Path path, NpzWriter.Fill fill) throws IOException {
        write(path, NpzOptions.defaults(), fill);
    }

    /**
     * Writes an archive. It is built under a temporary name beside {@code path}, complete and synced unless {@code options} say
     * otherwise, and then published under its own: nobody ever sees a part of it, and an error, or an exception of {@code fill},
     * leaves nothing behind. Writers of one path wait for one another.
     *
     * <p>Each stored array begins at a multiple of 64 bytes in the file, so that any program can map it with aligned access.
     * Equal arrays make equal archives: there are no times in it.
     *
     * @param path the file
     * @param options how it is written
     * @param fill adds the arrays
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if {@code fill} throws it, or the archive cannot be written
     */
    public static void write(Path path, NpzOptions options, NpzWriter.Fill fill) throws IOException {
        try {
            FileCreator.create(path, options.isReplacing(), options.isSynced(), (channel, _) -> {
                NpzWriter.write(channel, options, fill);
                return path;
            });
        } catch (NpzWriter.FillException e) {
            throw e.getCause();
        }
    }

    /** Adds a member to another archive as it is. */
    void copyTo(NpzWriter out, String name) throws IOException {
        use(name, MapMode.READ_ONLY, bytes -> {
            out.copy(bytes);
            return null;
        });
    }

    /** What is done with a member while the file is open. */
    @FunctionalInterface
    private interface Use<T> {
        T of(MemberBytes bytes) throws IOException;
    }

    private <T> T use(String name, MapMode mode, Use<T> use) throws IOException {
        var member = names.find(path.toString(), name);
        try (FileChannel channel = FileMapper.open(path, mode)) {
            return use.of(archive.locate(channel, member));
        }
    }

    /** {@return the file and its arrays, for messages} */
    @Override
    public String toString() {
        return "Npz[" + path + ", " + names().size() + " arrays]";
    }
}
