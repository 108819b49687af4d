package dev.npymap;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.file.FileCreator;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import dev.npymap.format.ReadOptions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Maps {@code .npy} files, whole or by window, creates them, saves arrays to them, and appends rows.
 *
 * <p>Mapping reads the header and nothing else: it takes microseconds whatever the file's size, and no memory of the heap.
 * But for {@link #append} no method here ever changes the size of an existing file. A file that another process shortens while
 * it is mapped is beyond that promise: access past its new end throws {@link InternalError}, or, in a few cases that {@code
 * docs/faults.md} lists, ends the JVM. A file that another one replaces stays as it was to those who have mapped it.
 *
 * <p>All methods may be called by many threads at once. Which threads may use a mapped array, and how long, is the arena's
 * decision; the forms without one use an {@linkplain Arena#ofAuto() automatic arena}, which any thread may use and which
 * unmaps the file some time after the array became unreachable.
 */
public final class Npy extends Saving {
    private Npy() {}

    /**
     * Maps a whole file read-only, as {@code np.load(path, mmap_mode="r")}.
     *
     * @param path the file
     * @return the array
     * @throws NpyFormatException if the file is malformed, refused, or shorter than its header says
     * @throws IOException if it cannot be opened, read or mapped
     */
    public static NpyArray map(Path path) throws IOException {
        return map(path, Window.all());
    }

    /**
     * Maps a window of a file read-only.
     *
     * @param path the file
     * @param window the part to map
     * @return the window as an array
     * @throws NpyFormatException if the file is malformed, refused, or shorter than its header says
     * @throws IOException if it cannot be opened, read or mapped
     * @throws IndexOutOfBoundsException if the window reaches past the array
     * @throws IllegalArgumentException if the window is one of rows, and the array has rank 0
     */
    public static NpyArray map(Path path, Window window) throws IOException {
        return map(path, MapMode.READ_ONLY, window);
    }

    /**
     * Maps a window of a file, until the array is unreachable.
     *
     * @param path the file
     * @param mode {@code READ_ONLY}; {@code READ_WRITE}, which changes the file; or {@code PRIVATE}, copy-on-write, whose
     *     changes no one else sees. Where the file may only be read, the latter needs native access, and Linux or macOS
     * @param window the part to map
     * @return the window as an array
     * @throws NpyFormatException if the file is malformed, refused, or shorter than its header says
     * @throws IOException if it cannot be opened, read or mapped
     * @throws IndexOutOfBoundsException if the window reaches past the array
     * @throws IllegalArgumentException if the window is one of rows, and the array has rank 0
     * @throws UnsupportedOperationException if {@code mode} is another one
     */
    public static NpyArray map(Path path, MapMode mode, Window window) throws IOException {
        return map(path, mode, window, Arena.ofAuto());
    }

    /**
     * Maps a window of a file, until an arena is closed.
     *
     * @param path the file
     * @param mode {@code READ_ONLY}; {@code READ_WRITE}, which changes the file; or {@code PRIVATE}, copy-on-write, whose
     *     changes no one else sees. Where the file may only be read, the latter needs native access, and Linux or macOS
     * @param window the part to map
     * @param arena decides how long the map lives and which threads may use it
     * @return the window as an array
     * @throws NpyFormatException if the file is malformed, refused, or shorter than its header says
     * @throws IOException if it cannot be opened, read or mapped
     * @throws IndexOutOfBoundsException if the window reaches past the array
     * @throws IllegalArgumentException if the window is one of rows, and the array has rank 0
     * @throws UnsupportedOperationException if {@code mode} is another one
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public static NpyArray map(Path path, MapMode mode, Window window, Arena arena) throws IOException {
        return map(path, mode, window, arena, ReadOptions.defaults());
    }

    /**
     * Maps a window of a file, with limits or strictness of the caller's.
     *
     * @param path the file
     * @param mode as in {@link #map(Path, MapMode, Window, Arena)}
     * @param window the part to map
     * @param arena decides how long the map lives and which threads may use it
     * @param options what is accepted
     * @return the window as an array
     * @throws NpyFormatException if the file is malformed, refused, or shorter than its header says
     * @throws IOException if it cannot be opened, read or mapped
     * @throws IndexOutOfBoundsException if the window reaches past the array
     * @throws IllegalArgumentException if the window is one of rows, and the array has rank 0
     * @throws UnsupportedOperationException if {@code mode} is another one
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public static NpyArray map(Path path, MapMode mode, Window window, Arena arena, ReadOptions options)
            throws IOException {
        return FileMapper.map(
                path, mode, window, arena, channel -> ArrayPlace.of(path, NpyHeader.read(channel, path, options)));
    }

    /**
     * Maps a whole file without a header read-only, as {@code np.memmap(path, dtype, "r")}: one dimension of as many elements as
     * there are.
     *
     * @param path the file
     * @param dtype what an element is; the dimensions of a sub-array become the array's last ones
     * @return the array
     * @throws NpyFormatException if the file does not end with an element
     * @throws IOException if it cannot be opened or mapped
     * @throws IllegalArgumentException if elements have no bytes
     */
    public static NpyArray mapRaw(Path path, DType dtype) throws IOException {
        return FileMapper.map(
                path,
                MapMode.READ_ONLY,
                Window.all(),
                Arena.ofAuto(),
                channel -> ArrayPlace.of(path, RawArrays.whole(path, channel.size(), dtype)));
    }

    /**
     * Maps a window of any file, as {@code np.memmap(path, dtype, mode, offset, shape, order)}: one without a header, or the
     * payload of another format. The file is never extended; what lies before and behind the array is no matter.
     *
     * @param path the file
     * @param dtype what an element is; the dimensions of a sub-array are appended to {@code shape}
     * @param shape the dimensions of the whole array, in elements
     * @param order how it lies
     * @param byteOffset where it begins, in bytes from the beginning of the file; any, since nothing need be aligned
     * @param mode as in {@link #map(Path, MapMode, Window, Arena)}
     * @param window the part to map
     * @param arena decides how long the map lives and which threads may use it
     * @return the window as an array, whose {@link NpyArray#header} tells these dtype, shape, order and offset; the file has none
     * @throws NpyFormatException if the file ends within the array
     * @throws IOException if it cannot be opened or mapped
     * @throws IndexOutOfBoundsException if the window reaches past the array
     * @throws IllegalArgumentException if {@code byteOffset} is negative, the array would end past 2<sup>63</sup> - 1 bytes, the
     *     dtype is a sub-array and the order Fortran's, or the window is one of rows, and the array has rank 0
     * @throws UnsupportedOperationException if {@code mode} is another one
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public static NpyArray mapRaw(
            Path path,
            DType dtype,
            Shape shape,
            MemoryOrder order,
            long byteOffset,
            MapMode mode,
            Window window,
            Arena arena)
            throws IOException {
        NpyHeader header = RawArrays.header(dtype, shape, order, byteOffset);
        return FileMapper.map(
                path,
                mode,
                window,
                arena,
                channel -> ArrayPlace.of(path, RawArrays.checkSize(path, channel.size(), header)));
    }

    /**
     * {@return an array over memory that is there already, a map of the caller's or any other}
     *
     * <p>It lives as long as the segment's arena; nothing is copied.
     *
     * @param segment native memory; where it is read-only, so is the array
     * @param dtype what an element is; the dimensions of a sub-array are appended to {@code shape}
     * @param shape the dimensions, in elements
     * @param order how it lies
     * @param byteOffset where it begins, in bytes from the segment's beginning
     * @throws IndexOutOfBoundsException if the segment ends within the array
     * @throws IllegalArgumentException if the segment is that of a heap array, {@code byteOffset} is negative, the array would
     *     end past 2<sup>63</sup> - 1 bytes, or the dtype is a sub-array and the order Fortran's
     */
    public static NpyArray mapRaw(MemorySegment segment, DType dtype, Shape shape, MemoryOrder order, long byteOffset) {
        return FileMapper.view(segment, RawArrays.header(dtype, shape, order, byteOffset));
    }

    /**
     * Reads the header of a file without mapping it.
     *
     * @param path the file
     * @return the header
     * @throws NpyFormatException if the file is malformed, refused, or shorter than its header says
     * @throws IOException if it cannot be opened or read
     */
    public static NpyHeader readHeader(Path path) throws IOException {
        return readHeader(path, ReadOptions.defaults());
    }

    /**
     * Reads the header of a file without mapping it, with limits or strictness of the caller's.
     *
     * @param path the file
     * @param options what is accepted
     * @return the header
     * @throws NpyFormatException if the file is malformed, refused, or shorter than its header says
     * @throws IOException if it cannot be opened or read
     */
    public static NpyHeader readHeader(Path path, ReadOptions options) throws IOException {
        return FileMapper.readHeader(path, options);
    }

    /**
     * Creates a file full of zeros and maps it, as {@code np.lib.format.open_memmap(path, mode="w+")}, but never over an
     * existing file. Blocks are reserved on disk.
     *
     * @param path the file, which must not exist
     * @param dtype what an element is
     * @param shape the dimensions, in elements
     * @return the whole array, mapped read-write until it is unreachable
     * @throws FileAlreadyExistsException if the file exists; of many creators at once exactly one succeeds
     * @throws IOException if the disk is too small, or the file cannot be made
     * @throws IllegalArgumentException if the array would exceed 2<sup>63</sup> - 1 bytes
     */
    public static NpyArray create(Path path, DType dtype, Shape shape) throws IOException {
        return create(path, dtype, shape, CreateOptions.defaults());
    }

    /**
     * Creates a file full of zeros and maps it until the array is unreachable.
     *
     * @param path the file
     * @param dtype what an element is
     * @param shape the dimensions, in elements
     * @param options how it is created
     * @return the whole array, mapped read-write
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if the disk is too small, or the file cannot be made
     * @throws IllegalArgumentException if the array would exceed 2<sup>63</sup> - 1 bytes, or the version asked for cannot
     *     hold the header
     */
    public static NpyArray create(Path path, DType dtype, Shape shape, CreateOptions options) throws IOException {
        return create(path, dtype, shape, options, Window.all(), Arena.ofAuto());
    }

    /**
     * Creates a file full of zeros and maps a window of it until an arena is closed.
     *
     * <p>The file is built under a temporary name beside {@code path}, complete and synced unless {@code options} say otherwise,
     * and then published under its own: nobody ever sees a part of it, and an error leaves nothing behind. Creators of one path wait for one another on a lock
     * file beside it, which is gone when they return; what a killed one left is removed by the next.
     *
     * @param path the file
     * @param dtype what an element is
     * @param shape the dimensions, in elements
     * @param options how it is created
     * @param window the part to map
     * @param arena decides how long the map lives and which threads may use it
     * @return the window, mapped read-write
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if the disk is too small, or the file cannot be made
     * @throws IllegalArgumentException if the array would exceed 2<sup>63</sup> - 1 bytes, the version asked for cannot hold the
     *     header, or the window is one of rows, and the array has rank 0
     * @throws IndexOutOfBoundsException if the window reaches past the array
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public static NpyArray create(
            Path path, DType dtype, Shape shape, CreateOptions options, Window window, Arena arena) throws IOException {
        NpyHeader header = NewFile.header(dtype, options.order(), shape, options);
        checkPossible(header, window, arena);
        ArrayPlace place = ArrayPlace.of(path, header);
        return NewFile.ofZeros(
                path, header, options, channel -> FileMapper.map(channel, place, MapMode.READ_WRITE, window, arena));
    }

    /**
     * Creates a file full of zeros without mapping it.
     *
     * @param path the file
     * @param dtype what an element is
     * @param shape the dimensions, in elements
     * @param options how it is created
     * @return the header that was written
     * @throws FileAlreadyExistsException if the file exists and {@code options} do not replace it
     * @throws IOException if the disk is too small, or the file cannot be made
     * @throws IllegalArgumentException if the array would exceed 2<sup>63</sup> - 1 bytes, or the version asked for cannot
     *     hold the header
     */
    public static NpyHeader allocate(Path path, DType dtype, Shape shape, CreateOptions options) throws IOException {
        NpyHeader header = NewFile.header(dtype, options.order(), shape, options);
        return NewFile.ofZeros(path, header, options, _ -> header);
    }

    /**
     * Maps a window of a file read-write, and creates the file first where it does not exist: what each of many processes can
     * call for one file.
     *
     * @param path the file
     * @param dtype what an element is
     * @param shape the dimensions of the whole array, in elements
     * @param options how it is created
     * @param window the part to map
     * @param arena decides how long the map lives and which threads may use it
     * @return the window, mapped read-write
     * @throws NpyFormatException if the file exists with another dtype, shape or order, or is malformed
     * @throws IOException if the disk is too small, or the file cannot be made or mapped
     * @throws IllegalArgumentException if {@code options} replace an existing file, or as {@link #create(Path, DType, Shape,
     *     CreateOptions, Window, Arena)} does
     * @throws IndexOutOfBoundsException if the window reaches past the array
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public static NpyArray openOrCreate(
            Path path, DType dtype, Shape shape, CreateOptions options, Window window, Arena arena) throws IOException {
        if (options.isReplacing()) {
            throw new IllegalArgumentException("openOrCreate keeps an existing file: it cannot replace one");
        }
        NpyHeader wanted = NewFile.header(dtype, options.order(), shape, options);
        checkPossible(wanted, window, arena);
        try {
            return open(path, wanted, window, arena);
        } catch (NoSuchFileException missing) {
            try {
                return create(path, dtype, shape, options, window, arena);
            } catch (FileAlreadyExistsException another) {
                return open(path, wanted, window, arena);
            }
        }
    }

    /**
     * Opens a file to add rows to it, in place: no row that is there moves.
     *
     * <p>The file must be one that can grow: of rank 1 or more, in C order, with a header in NumPy's words, which has room for more
     * digits of the shape within one 512-byte sector of the file (NumPy leaves that room since 1.23, and npymap always), without
     * trailing bytes, and without a ledger of shares beside it. {@link #save(Path, NpyArray, CreateOptions)} makes one of any
     * other. What an appender left that was killed is removed: while it is at work, a journal beside the file,
     * {@code .<name>.npymap-append}, tells that bytes behind the array are its own.
     *
     * <p>There is one appender to a file at a time, by a lock on {@code .<name>.npymap-append-lock} beside it. It keeps out those
     * of this machine that know the file by the same name, not writers of another kind.
     *
     * @param path the file, which a symbolic link may lead to
     * @return the appender, to be closed
     * @throws NpyFormatException if the file is malformed, refused, or shorter than its header says; or longer, and no append that
     *     was interrupted left that; or is none that can grow
     * @throws FileSystemException if a ledger is beside it, or another appender is at work on it
     * @throws IOException if it cannot be opened, read or written
     */
    public static NpyAppender append(Path path) throws IOException {
        return NpyAppender.open(path);
    }

    private static NpyArray open(Path path, NpyHeader wanted, Window window, Arena arena) throws IOException {
        NpyArray array = FileMapper.map(path, MapMode.READ_WRITE, window, arena, channel -> {
            NpyHeader found = NpyHeader.read(channel, path, ReadOptions.defaults());
            checkAgrees(path, wanted, found);
            return ArrayPlace.of(path, found);
        });
        FileCreator.sweepAbandoned(path);
        return array;
    }

    /** A window or an arena that cannot be must fail before there is a file. */
    private static void checkPossible(NpyHeader header, Window window, Arena arena) {
        Region.of(header, window);
        arena.allocate(0);
    }

    private static void checkAgrees(Path path, NpyHeader wanted, NpyHeader found) throws IOException {
        boolean sameOrder = found.order() == wanted.order() || wanted.shape().rank() < 2;
        if (!found.dtype().equals(wanted.dtype()) || !found.shape().equals(wanted.shape()) || !sameOrder) {
            throw new NpyFormatException(
                    path.toString(), 0, "expected " + describe(wanted) + ", found " + describe(found));
        }
    }

    private static String describe(NpyHeader header) {
        return "dtype " + header.dtype() + ", shape " + header.shape() + ", order " + header.order();
    }
}
