package dev.npymap;

import dev.npymap.access.DTypeMismatchException;
import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.file.FileBytes;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import dev.npymap.write.CountingChannel;
import dev.npymap.write.ElementWriter;
import dev.npymap.write.JavaArray;
import dev.npymap.zip.MemberBytes;
import dev.npymap.zip.ZipWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Adds arrays to a new archive: what {@link Npz#write(java.nio.file.Path, Fill)} hands to its caller. For one thread.
 *
 * <p>Each array is written at once, block by block, in constant memory. It is written as {@code np.save} does: in its own byte
 * order, in C order, but in Fortran order where it lies dense in that one alone.
 *
 * <p>An addition that fails leaves the archive as if it had not been tried.
 */
public final class NpzWriter {
    /** The length of a name is a 16-bit number. */
    private static final int LONGEST_NAME = 0xffff;

    private final ZipWriter zip;
    private final boolean isDeflated;
    private final Set<String> names = new HashSet<>();
    private IOException failure;
    private boolean isFinished;

    private NpzWriter(ZipWriter zip, boolean isDeflated) {
        this.zip = zip;
        this.isDeflated = isDeflated;
    }

    /** Adds all arrays of an archive. */
    @FunctionalInterface
    public interface Fill {
        /**
         * Adds arrays.
         *
         * @param out takes them; until this method returns
         * @throws IOException if that fails; no archive is published then
         */
        void addTo(NpzWriter out) throws IOException;
    }

    /** What a {@link Fill} threw that was no failure of this writer: not about the archive, and so not to be named after it. */
    static final class FillException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FillException(IOException cause) {
            super(cause);
        }

        @Override
        public synchronized IOException getCause() {
            return (IOException) super.getCause();
        }
    }

    /** Writes an archive to an empty file. */
    static void write(FileChannel channel, NpzOptions options, Fill fill) throws IOException {
        NpzWriter writer = new NpzWriter(new ZipWriter(channel), options.isDeflated());
        try {
            fill.addTo(writer);
        } catch (IOException e) {
            if (e.equals(writer.failure)) {
                throw e;
            }
            throw new FillException(e);
        } finally {
            writer.isFinished = true;
        }
        writer.zip.finish();
        if (options.isSynced()) {
            channel.force(true);
        }
    }

    /**
     * Adds an array.
     *
     * @param name its name; {@code .npy} is appended where it is missing. It may have {@code /} in it
     * @param array the array: any view
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if an array of that name was added before, or the name is empty, has a NUL, is no valid
     *     UTF-16, or is longer than 65,535 bytes of UTF-8
     * @throws IllegalStateException if the archive is complete, or the arena of the array is closed
     */
    public void add(String name, NpyArray array) throws IOException {
        add(name, array.elements());
    }

    /**
     * Adds elements that are no file's.
     *
     * @param name their name, as in {@link #add(String, NpyArray)}
     * @param elements where they lie
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if the name cannot be taken, as in {@link #add(String, NpyArray)}, or there are more
     *     than 2<sup>63</sup> - 1 bytes
     * @throws IllegalStateException if the archive is complete, or the arena of the elements is closed
     */
    public void add(String name, Strided elements) throws IOException {
        MemoryOrder order = ElementWriter.order(elements);
        NpyHeader header = NpyHeader.of(elements.dtype(), order, elements.shape());
        Strided ordered = order == MemoryOrder.C ? elements : elements.transpose();
        add(name, header, elements.dtype(), _ -> {}, out -> out.put(ordered));
    }

    /**
     * Adds an array in another dtype or memory order, its numbers converted as {@link NpyArray#castTo} does. Where the dtypes
     * differ in byte order, padding and titles alone, they may be any.
     *
     * @param name its name, as in {@link #add(String, NpyArray)}
     * @param array any array or view
     * @param dtype what an element is in the archive
     * @param order how the elements lie; rank 0 and 1 are always written in C order
     * @param progress is told after each write, in the calling thread, how many bytes of the array, its header included, were
     *     written up to now; what it throws ends the addition
     * @throws DTypeMismatchException if one of the dtypes is no number, or only the array's is complex
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if the name cannot be taken, as in {@link #add(String, NpyArray)}
     * @throws IllegalStateException if the archive is complete, or the arena of the array is closed
     */
    public void addCast(String name, NpyArray array, DType dtype, MemoryOrder order, LongConsumer progress)
            throws IOException {
        ElementWriter.checkCastable(array.dtype(), dtype);
        MemoryOrder written = Saving.written(order, array.shape());
        Strided elements = array.elements();
        Strided ordered = written == MemoryOrder.C ? elements : elements.transpose();
        add(name, NpyHeader.of(dtype, written, array.shape()), dtype, progress, out -> out.putCast(ordered));
    }

    /**
     * Adds a Java array.
     *
     * @param name its name, as in {@link #add(String, NpyArray)}
     * @param array as {@link Npy#save(java.nio.file.Path, Object)} takes it
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if the name cannot be taken, as in {@link #add(String, NpyArray)}, or {@code array} is
     *     something else, is ragged, or has a null within
     * @throws IllegalStateException if the archive is complete
     */
    public void add(String name, Object array) throws IOException {
        JavaArray java = JavaArray.of(array);
        NpyHeader header = NpyHeader.of(java.dtype(), MemoryOrder.C, java.shape());
        add(name, header, java.dtype(), _ -> {}, java::writeTo);
    }

    private void add(String name, NpyHeader header, DType dtype, LongConsumer progress, NewFile.Payload payload)
            throws IOException {
        String member = NpzNames.isArray(name) ? name : name + NpzNames.SUFFIX;
        add(
                member,
                encoded -> zip.add(encoded, isDeflated, header.fileSize(), sink -> {
                    WritableByteChannel counting = new CountingChannel(sink, progress);
                    FileBytes.write(counting, ByteBuffer.wrap(header.encode()));
                    try (Arena arena = Arena.ofConfined()) {
                        ElementWriter out = ElementWriter.copying(counting, dtype, arena);
                        payload.writeTo(out);
                        out.flush();
                    }
                }));
    }

    /**
     * Adds a member of an archive as it lies there, deflated or not: an array, or one of the {@linkplain Npz#otherNames() other}
     * members. It keeps its name and its CRC-32, right or wrong, but no time and no permissions.
     *
     * @param from the archive
     * @param name the member, as {@link Npz#map(String)} finds it
     * @throws NoSuchFileException if there is no such member
     * @throws NpyFormatException if the member's header and the directory disagree, or its compression is another than deflate
     * @throws IOException if the archive cannot be opened or read, or writing fails
     * @throws IllegalArgumentException if the name cannot be taken, as in {@link #add(String, NpyArray)}
     * @throws IllegalStateException if the archive is complete
     */
    public void copy(Npz from, String name) throws IOException {
        from.copyTo(this, name);
    }

    void copy(MemberBytes bytes) throws IOException {
        add(bytes.name(), encoded -> zip.copy(encoded, bytes));
    }

    /** Writes a member. */
    @FunctionalInterface
    private interface Addition {
        void of(byte[] encodedName) throws IOException;
    }

    private void add(String member, Addition addition) throws IOException {
        if (isFinished) {
            throw new IllegalStateException("the archive is complete: nothing can be added");
        }
        byte[] encoded = encode(member);
        if (!names.add(member)) {
            throw new IllegalArgumentException("the archive has " + (NpzNames.isArray(member) ? "an array" : "a member")
                    + " of the name '" + NpzNames.withoutSuffix(member) + "' already");
        }
        boolean added = false;
        try {
            addition.of(encoded);
            added = true;
        } catch (IOException e) {
            failure = e;
            throw e;
        } finally {
            if (!added) {
                names.remove(member);
            }
        }
    }

    private static byte[] encode(String member) {
        if (member.equals(NpzNames.SUFFIX)) {
            throw new IllegalArgumentException("an array needs a name");
        }
        if (member.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name with a NUL: Python would read what is before it");
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(member));
            if (bytes.remaining() > LONGEST_NAME) {
                throw new IllegalArgumentException(
                        "a name of " + bytes.remaining() + " bytes; the longest has " + LONGEST_NAME);
            }
            byte[] encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a name with half a surrogate pair, which UTF-8 cannot hold", e);
        }
    }
}
