package dev.npymap.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A zip64 archive of one stored member that takes no room on the disk, as a file of holes does. */
final class SparseZip {
    private static final int BLOCK = 4096;
    private static final short VERSION = 45;

    private SparseZip() {}

    /**
     * {@return the archive}
     *
     * @param archive is made
     * @param name the member; its CRC-32 is left 0
     * @param source of its bytes only the first and the last block are copied; between them are zeros
     */
    static Path write(Path archive, String name, Path source) throws IOException {
        byte[] member = name.getBytes(UTF_8);
        try (FileChannel in = FileChannel.open(source);
                FileChannel out = FileChannel.open(
                        archive, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            long size = in.size();
            ByteBuffer local = buffer().putInt(0x04034b50).putShort(VERSION);
            common(local, member).put(member);
            long begin = put(out, 0, extra(local, size));
            in.transferTo(0, BLOCK, out.position(begin));
            in.transferTo(size - BLOCK, BLOCK, out.position(begin + size - BLOCK));

            long directory = begin + size;
            ByteBuffer central = buffer().putInt(0x02014b50).putShort(VERSION).putShort(VERSION);
            common(central, member);
            // Comment, disk, attributes, and where the local header is.
            central.putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt(0)
                    .put(member);
            long end = put(out, directory, extra(central, size));

            ByteBuffer records =
                    buffer().putInt(0x06064b50).putLong(44).putShort(VERSION).putShort(VERSION);
            records.putInt(0)
                    .putInt(0)
                    .putLong(1)
                    .putLong(1)
                    .putLong(end - directory)
                    .putLong(directory);
            records.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
            records.putInt(0x06054b50)
                    .putInt(0)
                    .putShort((short) -1)
                    .putShort((short) -1)
                    .putInt(-1)
                    .putInt(-1);
            put(out, end, records.putShort((short) 0));
        }
        return archive;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Flags, method, time, date, CRC, both sizes, and the lengths of what follows. */
    private static ByteBuffer common(ByteBuffer header, byte[] name) {
        header.putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0x21)
                .putInt(0);
        return header.putInt(-1).putInt(-1).putShort((short) name.length).putShort((short) 20);
    }

    private static ByteBuffer extra(ByteBuffer header, long size) {
        return header.putShort((short) 1).putShort((short) 16).putLong(size).putLong(size);
    }

    /** {@return where the next bytes go} */
    private static long put(FileChannel out, long position, ByteBuffer bytes) throws IOException {
        return position + out.write(bytes.flip(), position);
    }
}
