package dev.npymap.zip;

import dev.npymap.file.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Takes the bytes of one member, and writes them to the archive. */
public final class MemberSink implements WritableByteChannel {
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final long start;
    private final CRC32 crc = new CRC32();

    /** Null for a stored member. */
    private final Deflater deflater;

    private final ByteBuffer deflated;
    private long position;
    private long size;

    MemberSink(FileChannel channel, long start, boolean isDeflated) {
        this.channel = channel;
        this.start = start;
        this.position = start;
        this.deflater = isDeflated ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : null;
        this.deflated = ByteBuffer.allocate(isDeflated ? BUFFER : 0);
    }

    /**
     * Takes the next bytes.
     *
     * @param bytes all that are left of them; no map of a file, since the JVM dies where a checksum is made over one that
     *     became shorter
     * @return how many they were
     * @throws IOException if writing fails
     */
    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        crc.update(bytes.duplicate());
        size += length;
        if (deflater == null) {
            position = FileBytes.write(channel, bytes, position);
            return length;
        }
        deflater.setInput(bytes);
        while (!deflater.needsInput()) {
            writeDeflated();
        }
        return length;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    private void writeDeflated() throws IOException {
        deflater.deflate(deflated.clear());
        position = FileBytes.write(channel, deflated.flip(), position);
    }

    /** Writes what deflate has kept back. */
    void finish() throws IOException {
        if (deflater != null) {
            // It would look once more at the last bytes it was given, whose memory may be gone.
            deflater.setInput(new byte[0]);
            deflater.finish();
            while (!deflater.finished()) {
                writeDeflated();
            }
        }
    }

    /** {@return the CRC-32 of all bytes} */
    int crc() {
        return (int) crc.getValue();
    }

    /** {@return how many bytes came} */
    long size() {
        return size;
    }

    /** {@return how many bytes they take in the archive} */
    long storedSize() {
        return position - start;
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
    }
}
