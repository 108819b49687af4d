package dev.npymap.zip;

import dev.npymap.testing.PartOfChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** A file whose disk takes nothing, and cannot be read in one place. */
class BrokenDisk extends PartOfChannel {
    private final FileChannel file;
    private final long broken;

    BrokenDisk(FileChannel file, long broken) {
        this.file = file;
        this.broken = broken;
    }

    private void check(long position, long count) throws IOException {
        if (position <= broken && broken < position + count) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        check(position, target.remaining());
        return file.read(target, position);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        check(position, count);
        return file.transferTo(position, count, target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        throw new IOException("No space left on device");
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return write(source);
    }

    @Override
    public FileChannel position(long position) {
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }
}
