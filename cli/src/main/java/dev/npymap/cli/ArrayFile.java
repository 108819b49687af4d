package dev.npymap.cli;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Npz;
import dev.npymap.NpzMember;
import dev.npymap.NpzWriter;
import dev.npymap.Window;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An argument that names an array: an {@code .npy} file, or {@code file.npz::member}. It is looked at when it is used; used by
 * one thread.
 */
final class ArrayFile {
    /** Describes an argument that is one array. */
    static final String ONE = "The .npy file, or FILE.npz::NAME for an array of an archive.";

    /** Describes an argument that is one array or more. */
    static final String MANY = "The .npy files; FILE.npz::NAME is an array of an archive, FILE.npz all of them.";

    /** Between an archive and the name of an array. */
    static final String SEPARATOR = "::";

    /** What NumPy leaves out of the name of an array. */
    static final String SUFFIX = ".npy";

    private static final int MAGIC_LENGTH = 6;
    private static final String NPY_MAGIC = "934e554d5059";
    /** A zip's first record, or the only one of an empty zip; what NumPy goes by. */
    private static final List<String> ZIP_MAGICS = List.of("504b0304", "504b0506");

    private static final int MOST_TOLD = 10;

    private final Path path;
    private final Optional<String> member;

    /** Read at the first use. */
    private Npz archive;

    private ArrayFile(Path path, Optional<String> member, Npz archive) {
        this.path = path;
        this.member = member;
        this.archive = archive;
    }

    /**
     * {@return what an argument names}
     *
     * <p>A path may hold {@code ::}, and so may a member: the path is the longest one that a file has; where none has, the longest
     * one that ends in {@code .npz}; and else all of the argument.
     */
    static ArrayFile of(String text) {
        if (!isFile(text)) {
            for (boolean mustExist : new boolean[] {true, false}) {
                for (int at = text.lastIndexOf(SEPARATOR); at > 0; at = text.lastIndexOf(SEPARATOR, at - 1)) {
                    String path = text.substring(0, at);
                    if (mustExist ? isFile(path) : path.endsWith(".npz")) {
                        String member = text.substring(at + SEPARATOR.length());
                        return new ArrayFile(Main.path(path), Optional.of(member), null);
                    }
                }
            }
        }
        return new ArrayFile(Main.path(text), Optional.empty(), null);
    }

    private static boolean isFile(String text) {
        return Files.isRegularFile(Main.path(text));
    }

    /** {@return the .npy file, or the archive} */
    Path path() {
        return path;
    }

    /** {@return the member of the archive, if one was named} */
    Optional<String> member() {
        return member;
    }

    /** {@return whether it is an archive of which no member was named} */
    boolean isArchive() throws IOException {
        return member.isEmpty() && ZIP_MAGICS.stream().anyMatch(magic(path)::startsWith);
    }

    /** {@return whether the file begins as an .npy file or an archive does} */
    boolean isArray() throws IOException {
        String magic = magic(path);
        return magic.equals(NPY_MAGIC) || ZIP_MAGICS.stream().anyMatch(magic::startsWith);
    }

    /** {@return the members of an archive of which none was named, in its order; of anything else itself alone} */
    List<ArrayFile> arrays() throws IOException {
        if (!isArchive()) {
            return List.of(this);
        }
        return members(names(archive()));
    }

    /** {@return the members of an archive of which none was named that are no {@code .npy} files by their names; else none} */
    List<ArrayFile> others() throws IOException {
        return isArchive() ? members(archive().otherNames().stream()) : List.of();
    }

    /**
     * {@return all members of an archive, in the order of their names, which is NumPy's: those too that are no {@code .npy} files
     * by their names}
     */
    List<ArrayFile> members() throws IOException {
        return members(Stream.concat(names(archive()), archive().otherNames().stream())
                .sorted(Comparator.comparing(name -> name.codePoints().toArray(), Arrays::compare)));
    }

    private List<ArrayFile> members(Stream<String> names) {
        return names.map(name -> new ArrayFile(path, Optional.of(name), archive))
                .toList();
    }

    /** The names of the arrays; where another member has such a name for its own, and would be found by it, with the suffix. */
    private static Stream<String> names(Npz npz) {
        Set<String> own = new HashSet<>(npz.otherNames());
        npz.names().forEach(name -> own.add(name + SUFFIX));
        return npz.names().stream().map(name -> own.contains(name) ? name + SUFFIX : name);
    }

    /**
     * Compares the CRC-32 of a member that is stored, which mapping does not; inflating does.
     *
     * @throws NpyFormatException if it is another one
     */
    void checkStored() throws IOException {
        if (member.isPresent() && archive().member(member.get()).isStored()) {
            archive().check(member.get(), _ -> {});
        }
    }

    /**
     * {@return the header of the array}
     *
     * @throws NpyFormatException if the file or the member is malformed or refused
     * @throws FileSystemException if there is no such file or member, or none was named
     */
    NpyHeader readHeader() throws IOException {
        checkMember();
        return member.isPresent() ? archive().readHeader(member.get()) : Npy.readHeader(path);
    }

    /**
     * {@return what the archive says about its member, if one was named}
     *
     * @throws NpyFormatException if the archive is malformed
     * @throws FileSystemException if there is no such file or member
     */
    Optional<NpzMember> entry() throws IOException {
        return member.isPresent() ? Optional.of(archive().member(member.get())) : Optional.empty();
    }

    /**
     * {@return the array, read-only}
     *
     * <p>What is stored is mapped where it lies. What is deflated is inflated, all of it for a window too: into memory off the
     * heap, or, above {@value InflatedArena#MOST_IN_MEMORY} bytes, into a temporary file, whose blocks are reserved first. So
     * there is no limit but the disk's, and none to its size.
     *
     * @param console where the progress of inflating is shown
     * @param window all, rows or a share
     * @throws NpyFormatException if the file or the member is malformed, refused or damaged
     * @throws FileSystemException if there is no such file or member, or none was named, or there is no room to inflate it
     */
    NpyArray map(Console console, Window window, Arena arena) throws IOException {
        checkMember();
        if (member.isEmpty()) {
            return Npy.map(path, MapMode.READ_ONLY, window, arena);
        }
        if (archive().member(member.get()).isStored()) {
            return archive().map(member.get(), MapMode.READ_ONLY, window, arena);
        }
        return window(inflate(console, arena), window);
    }

    private NpyArray inflate(Console console, Arena arena) throws IOException {
        String name = member.orElseThrow();
        long size = archive().member(name).size();
        if (size <= InflatedArena.MOST_IN_MEMORY) {
            return archive().read(name, arena, size, _ -> {});
        }
        try (Progress progress = Progress.ofBytes(console, "inflating " + name, size)) {
            return archive().read(name, new InflatedArena(arena, TemporaryFolder.parent()), size, progress);
        } catch (UncheckedIOException e) {
            throw Problem.with(this, "deflated, and there is no place to inflate it: " + Problem.describe(e), e);
        }
    }

    /** {@return the rows of an array that a window is} */
    static NpyArray window(NpyArray array, Window window) {
        return switch (window) {
            case Window.All _ -> array;
            case Window.Rows rows -> array.rows(rows.from(), rows.to());
            case Window.Share share -> window(array, share.rows(array.header()));
            case Window.Elements _ -> throw new IllegalArgumentException("a window of elements");
        };
    }

    /** Adds a member to another archive, as it lies in its own. */
    void copyTo(NpzWriter out) throws IOException {
        out.copy(archive(), member.orElseThrow());
    }

    private Npz archive() throws IOException {
        if (archive == null) {
            archive = Npz.open(path);
        }
        return archive;
    }

    private void checkMember() throws IOException {
        if (isArchive()) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "an archive: name one of its arrays, as in " + path + SEPARATOR + "NAME; " + told());
        }
        if (archive == null && member.isPresent() && magic(path).equals(NPY_MAGIC)) {
            throw new FileSystemException(toString(), null, path + " is an .npy file: it has no members");
        }
    }

    private String told() throws IOException {
        List<String> names = archive().names();
        String first = Stream.concat(
                        names.stream().limit(MOST_TOLD), Stream.of("...").limit(Math.max(0, names.size() - MOST_TOLD)))
                .collect(Collectors.joining(", "));
        return "it has " + names.size() + (names.size() == 1 ? " array" : " arrays")
                + (first.isEmpty() ? "" : ": " + first);
    }

    /** {@return the first bytes of a file in hexadecimal digits; none of what is no file} */
    private static String magic(Path file) throws IOException {
        // A pipe would wait for its writer.
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            return HexFormat.of().formatHex(in.readNBytes(MAGIC_LENGTH));
        }
    }

    /** {@return the argument} */
    @Override
    public String toString() {
        return path + member.map(name -> SEPARATOR + name).orElse("");
    }
}
