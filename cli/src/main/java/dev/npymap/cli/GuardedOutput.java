package dev.npymap.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Tells trouble with the results from trouble with the files that are read: both are an {@link IOException}. */
final class GuardedOutput extends OutputStream {
    private final OutputStream target;
    private boolean hasFailed;

    GuardedOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (hasFailed) {
            // It was told once; what buffers still hold is lost.
            return;
        }
        try {
            target.write(bytes, from, length);
        } catch (IOException e) {
            hasFailed = true;
            throw new OutputException(e);
        }
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }
}
