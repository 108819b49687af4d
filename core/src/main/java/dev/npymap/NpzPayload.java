package dev.npymap;

import dev.npymap.access.Strided;
import dev.npymap.format.NpyHeader;
import dev.npymap.zip.MemberBytes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ReadableByteChannel;
import java.util.function.LongConsumer;

/** Reads the payload of a member into memory. */
final class NpzPayload {
    /** What is read before progress is told. */
    private static final int STEP = 1 << 20;

    /** As {@code Npy.create} aligns a payload in its file. */
    private static final long ALIGNMENT = 64;

    private NpzPayload() {}

    static NpyArray read(MemberBytes member, NpyHeader header, Arena arena, LongConsumer progress) throws IOException {
        long size = header.payloadSize();
        MemorySegment segment = arena.allocate(size, ALIGNMENT);
        try (ReadableByteChannel in = member.open()) {
            skip(in, header.payloadOffset());
            for (long at = 0; at < size; at += STEP) {
                long length = Math.min(STEP, size - at);
                fill(in, segment.asSlice(at, length).asByteBuffer());
                progress.accept(at + length);
            }
            // What lies behind the payload is a part of what has the CRC.
            skip(in, Long.MAX_VALUE);
        }
        long[] strides = header.order().strides(header.shape(), header.dtype().itemSize());
        Strided elements = new Strided(segment, header.dtype(), 0, header.shape(), strides);
        // Like a private map: changes belong to no file.
        return new NpyArray(elements, ArrayPlace.inMemory(header), MapMode.PRIVATE, Region.of(header, Window.all()));
    }

    /** Reads all of a member, which compares its CRC. */
    static MemberBytes check(MemberBytes member, LongConsumer progress) throws IOException {
        try (ReadableByteChannel in = member.open()) {
            ByteBuffer buffer = ByteBuffer.allocate(STEP);
            for (long done = 0; in.read(buffer.clear()) >= 0; ) {
                done += buffer.position();
                progress.accept(done);
            }
        }
        return member;
    }

    /** The channel ends with an error before it gives too few bytes. */
    private static void fill(ReadableByteChannel in, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            in.read(buffer);
        }
    }

    /** Skips so many bytes, or all that are left. */
    private static void skip(ReadableByteChannel in, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, 1 << 16));
        for (long left = count; left > 0; left -= buffer.position()) {
            if (in.read(buffer.clear().limit((int) Math.min(left, buffer.capacity()))) < 0) {
                return;
            }
        }
    }
}
