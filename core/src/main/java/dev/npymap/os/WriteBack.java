package dev.npymap.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.nio.file.Path;

/**
 * Has the kernel begin to write a file to the disk while more of it is still to come: who forces it in the end waits for the
 * rest alone. A hint, which makes nothing lasting by itself; where it cannot be given, nothing is lost but time.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/sync_file_range.2.html">sync_file_range(2)</a>
 */
public final class WriteBack implements AutoCloseable {
    /** From Linux's {@code linux/fs.h}: begins, and does not wait. */
    private static final int SYNC_FILE_RANGE_WRITE = 2;

    /** Linux alone has it. */
    private static final CFunction SYNC_FILE_RANGE = CFunction.find(
            "sync_file_range", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

    /** Negative where there is none. */
    private final int descriptor;

    /** @param file an existing regular file */
    public WriteBack(Path file) {
        descriptor = Descriptor.openForWriting(file);
    }

    /**
     * Begins to write bytes to the disk.
     *
     * @param offset where they begin, in bytes
     * @param length how many there are
     * @return whether the kernel took the hint
     */
    public boolean begin(long offset, long length) {
        return descriptor >= 0
                && SYNC_FILE_RANGE.callThroughSignals(descriptor, offset, length, SYNC_FILE_RANGE_WRITE) == 0;
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            Descriptor.close(descriptor);
        }
    }
}
