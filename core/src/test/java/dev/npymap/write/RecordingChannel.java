package dev.npymap.write;

import dev.npymap.testing.PartOfChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Notes what changes a file, and when that is forced to the disk. */
final class RecordingChannel extends PartOfChannel {
    /** One step. */
    sealed interface Step {}

    /** Bytes written at a position. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Write(long position, byte[] bytes) implements Step {
        @Override
        public String toString() {
            return "write " + bytes.length + " at " + position;
        }
    }

    /** The file cut to a size. */
    record Truncate(long size) implements Step {}

    /** All that was written is on the disk. */
    record Force() implements Step {}

    final List<Step> steps = new ArrayList<>();
    private final FileChannel file;

    RecordingChannel(FileChannel file) {
        this.file = file;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        byte[] bytes = new byte[source.remaining()];
        source.duplicate().get(bytes);
        int count = file.write(source, position);
        if (count != bytes.length) {
            throw new AssertionError("a write of " + count + " of " + bytes.length + " bytes");
        }
        steps.add(new Write(position, bytes));
        return count;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        file.truncate(size);
        steps.add(new Truncate(size));
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
        steps.add(new Force());
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
