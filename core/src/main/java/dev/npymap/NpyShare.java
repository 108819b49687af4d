package dev.npymap;

import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * A share of a file: a unit of work that any engine can send to another process, which opens it where it lands.
 *
 * <p>Immutable and serializable; some hundred bytes, however large the file. It holds a name, no map and no descriptor: where it
 * is opened the file must have the same name, as on a file system that all machines mount at the same place.
 *
 * <p>On one machine, processes may write all shares of a file at once. Writers on several machines must not meet in a page of a
 * network file system: use {@linkplain #aligned() aligned} shares there, and see {@code docs/protocol.md}, "Several machines".
 *
 * @param file the absolute name of the file
 * @param share which share it is, of how many
 */
public record NpyShare(String file, Window.Share share) implements Serializable {
    /**
     * Checks the name. The file need not exist yet.
     *
     * @throws IllegalArgumentException if {@code file} is no absolute name: a relative one may lead elsewhere in another process
     */
    public NpyShare {
        Objects.requireNonNull(share);
        if (!isAbsolute(file)) {
            throw new IllegalArgumentException("the name of a shared file must be absolute, found " + file);
        }
    }

    private static boolean isAbsolute(String file) {
        try {
            return Path.of(file).isAbsolute();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no name of a file: " + file, e);
        }
    }

    /**
     * {@return share n of N of a file}
     *
     * @param path the file; a relative name is made absolute here and now
     * @param n which share, counted from 0
     * @param of how many shares there are, N
     * @throws IllegalArgumentException if N is less than 1, or n is not one of 0 to N - 1, or {@code path} is not one of the
     *     default file system
     */
    public static NpyShare of(Path path, long n, long of) {
        return of(path, Window.share(n, of));
    }

    /**
     * {@return a share of a file}
     *
     * @param path the file; a relative name is made absolute here and now
     * @param share which share it is, of how many
     * @throws IllegalArgumentException if {@code path} is not one of the default file system
     */
    public static NpyShare of(Path path, Window.Share share) {
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            throw new IllegalArgumentException("only files of the default file system are shared, found " + path);
        }
        return new NpyShare(path.toAbsolutePath().toString(), share);
    }

    /**
     * {@return all shares of a file, in their order}
     *
     * @param path the file; a relative name is made absolute here and now
     * @param of how many shares there are, N
     * @throws IllegalArgumentException if N is less than 1, or {@code path} is not one of the default file system
     */
    public static List<NpyShare> all(Path path, int of) {
        if (of < 1) {
            throw new IllegalArgumentException("a file in " + of + " shares");
        }
        return LongStream.range(0, of).mapToObj(n -> of(path, n, of)).toList();
    }

    /**
     * {@return the share of this process in a parallel job, of which the environment tells n and N}
     *
     * @param path the file; a relative name is made absolute here and now
     * @throws IllegalStateException as {@link Window#shareFromEnvironment()} does
     * @throws IllegalArgumentException if {@code path} is not one of the default file system
     */
    public static NpyShare fromEnvironment(Path path) {
        return of(path, Window.shareFromEnvironment());
    }

    /**
     * {@return the share of this process in a parallel job of N processes, of which the environment tells n}
     *
     * @param path the file; a relative name is made absolute here and now
     * @param of how many processes there are, N
     * @throws IllegalStateException as {@link Window#shareFromEnvironment(long)} does
     * @throws IllegalArgumentException if N is less than 1, or {@code path} is not one of the default file system
     */
    public static NpyShare fromEnvironment(Path path, long of) {
        return of(path, Window.shareFromEnvironment(of));
    }

    /** {@return the file} */
    public Path path() {
        return Path.of(file);
    }

    /** {@return this share with its borders moved as {@link Window.Share#aligned()} moves them} */
    public NpyShare aligned() {
        return new NpyShare(file, share.aligned());
    }

    /**
     * {@return this share with its borders moved as {@link Window.Share#aligned(long)} moves them}
     *
     * @param blockBytes the block size, in bytes
     * @throws IllegalArgumentException if {@code blockBytes} is less than 1
     */
    public NpyShare aligned(long blockBytes) {
        return new NpyShare(file, share.aligned(blockBytes));
    }

    /**
     * Maps the share read-only, until an arena is closed.
     *
     * @param arena decides how long the map lives and which threads may use it
     * @return the share's rows
     * @throws NpyFormatException if the file is malformed, refused, or shorter than its header says
     * @throws IOException if it cannot be opened, read or mapped
     * @throws IllegalArgumentException if the array has rank 0, and so no rows
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public NpyArray map(Arena arena) throws IOException {
        return map(MapMode.READ_ONLY, arena);
    }

    /**
     * Maps the share, until an arena is closed.
     *
     * @param mode as in {@link Npy#map(Path, MapMode, Window, Arena)}
     * @param arena decides how long the map lives and which threads may use it
     * @return the share's rows; {@link NpyArray#firstRow()} tells where in the file they begin
     * @throws NpyFormatException if the file is malformed, refused, or shorter than its header says
     * @throws IOException if it cannot be opened, read or mapped
     * @throws IllegalArgumentException if the array has rank 0, and so no rows
     * @throws UnsupportedOperationException if {@code mode} is another one
     * @throws IllegalStateException if the arena is closed
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public NpyArray map(MapMode mode, Arena arena) throws IOException {
        return Npy.map(path(), mode, share, arena);
    }
}
