package dev.npymap.it.fault;

import dev.npymap.NpyArray;
import dev.npymap.access.BytesAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What the fillers of these tests write: rows of 21 bytes, so that no border of shares is one of anything else. */
final class Rows {
    static final DType DTYPE = DType.of("[('n', '<i8'), ('x', '>f8'), ('s', '|S5')]");

    private Rows() {}

    /** By accessors, not by a record: the class that is generated for one doubles the time in which a JVM starts. */
    static void fill(NpyArray share, int rowsAtATime, Runnable pause) {
        LongAccessor n = share.longs("n");
        DoubleAccessor x = share.doubles("x");
        BytesAccessor s = share.rawBytes("s");
        for (long row = 0; row < n.size(); row++) {
            if (row % rowsAtATime == 0) {
                pause.run();
            }
            long ofFile = share.firstRow() + row;
            n.set(row, ofFile);
            x.set(row, x(ofFile));
            s.set(row, s(ofFile));
        }
    }

    private static double x(long row) {
        return row / 3.0;
    }

    private static byte[] s(long row) {
        return Arrays.copyOf(Long.toString(row % 100_000, 16).getBytes(StandardCharsets.US_ASCII), 5);
    }

    /** {@return the offset of the first byte of a file's payload that is not what {@link #fill} writes; -1 if there is none} */
    static long mismatch(Path file, long payloadOffset, long rows) throws IOException {
        ByteBuffer expected = ByteBuffer.allocate(Math.toIntExact(rows * 21)).order(ByteOrder.LITTLE_ENDIAN);
        for (long n = 0; n < rows; n++) {
            expected.putLong(n)
                    .putLong(Long.reverseBytes(Double.doubleToRawLongBits(x(n))))
                    .put(s(n));
        }
        byte[] found = Files.readAllBytes(file);
        return expected.flip()
                .mismatch(ByteBuffer.wrap(found, (int) payloadOffset, found.length - (int) payloadOffset));
    }
}
