package dev.npymap.zip;

import dev.npymap.file.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/**
 * Makes the CRC-32 of a member right again whose bytes were changed in place.
 *
 * <p>It stands in two places, of which readers use the directory's. That one is written last: after a crash before it the
 * archive is as wrong as it was, and the next repair finds so.
 */
public final class CrcRepair {
    private static final int STEP = 1 << 20;

    private CrcRepair() {}

    /**
     * Reads a stored member and writes its CRC-32 where it stands, if it is another one.
     *
     * @param member the member, of a file that is open for reading and writing
     * @param progress is told after each MiB how many bytes were read up to now
     * @return whether anything was wrong
     * @throws dev.npymap.format.NpyFormatException if the member's descriptor is not where it should be
     * @throws IOException if reading or writing fails
     */
    public static boolean repair(MemberBytes member, LongConsumer progress) throws IOException {
        int crc = crc(member, progress);
        long first = firstPlace(member);
        long second = member.member().entryOffset() + 16;
        ZipReader in = member.in();
        boolean firstIsRight = in.read(first, Integer.BYTES).getInt() == crc;
        if (firstIsRight && member.member().entry().crc() == crc) {
            return false;
        }
        // What the CRC is of must be on the disk before it is.
        in.channel().force(false);
        write(member, first, crc);
        write(member, second, crc);
        return true;
    }

    private static int crc(MemberBytes member, LongConsumer progress) throws IOException {
        CRC32 crc = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocate(STEP);
        long done = 0;
        try (ReadableByteChannel in = member.openUnchecked()) {
            while (done < member.size()) {
                done += in.read(buffer.clear());
                crc.update(buffer.flip());
                progress.accept(done);
            }
        }
        return (int) crc.getValue();
    }

    /** {@return where the CRC stands besides the directory: before the bytes, or in the descriptor behind them} */
    private static long firstPlace(MemberBytes member) throws IOException {
        if (!member.hasDescriptor()) {
            return member.member().entry().headerOffset() + 14;
        }
        // 4.3.9.3: with a signature or without one; then CRC and compressed size, of which the lower half is read here,
        // which is its beginning in a zip64 archive too.
        long end = member.offset() + member.storedSize();
        int room = (int) Math.min(member.member().limit() - end, 12);
        if (room == 12) {
            ByteBuffer descriptor = member.in().read(end, room);
            int size = (int) member.storedSize();
            if (descriptor.getInt(0) == ZipFormat.DESCRIPTOR && descriptor.getInt(8) == size) {
                return end + 4;
            }
            if (descriptor.getInt(4) == size) {
                return end;
            }
        }
        throw member.in()
                .wrong(
                        end,
                        "expected a data descriptor with the compressed size " + member.storedSize()
                                + ", found none: no CRC-32 was changed");
    }

    private static void write(MemberBytes member, long position, int crc) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FileBytes.write(member.channel(), bytes.putInt(crc).flip(), position);
        member.channel().force(false);
    }
}
