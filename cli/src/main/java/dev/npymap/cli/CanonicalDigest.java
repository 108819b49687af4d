package dev.npymap.cli;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.npymap.NpyArray;
import dev.npymap.cli.ElementParts.Copy;
import dev.npymap.cli.ElementParts.Part;
import dev.npymap.cli.ElementParts.Repeat;
import dev.npymap.cli.ElementParts.Swap;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of what an array holds, whatever its byte order, memory order and padding: of its elements in C order, each
 * packed and little-endian. Two files with the same digest hold the same values.
 */
final class CanonicalDigest {
    private static final ValueLayout.OfLong BIG_LONG = JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong LITTLE_LONG = JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
    private static final int LONG_DOUBLE = 16;

    private final MessageDigest sha = sha256();
    // Never the map itself: MessageDigest is native code, which a file that becomes shorter would kill together with
    // the
    // JVM; and it would copy a buffer that is not on the heap in blocks of 4 KiB.
    private final byte[] buffer = new byte[1 << 16];
    private final MemorySegment target = MemorySegment.ofArray(buffer);
    private int filled;

    private CanonicalDigest() {}

    /** {@return the digest in hexadecimal digits} */
    static String of(NpyArray array) {
        CanonicalDigest digest = new CanonicalDigest();
        ElementParts parts = ElementParts.of(array.dtype());
        if (parts.packedSize() > 0) {
            COrder.forEachRun(array, (segment, offset, count) -> digest.add(parts, segment, offset, count));
        }
        digest.flush();
        return HexFormat.of().formatHex(digest.sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private void flush() {
        sha.update(buffer, 0, filled);
        filled = 0;
    }

    private void add(ElementParts parts, MemorySegment source, long offset, long count) {
        int size = parts.itemSize();
        Part first = parts.parts().getFirst();
        if (first instanceof Copy copy && copy.length() == size) {
            copy(source, offset, size * count);
        } else if (first instanceof Swap swap && swap.unit() * swap.count() == size) {
            swap(source, offset, swap.unit(), swap.count() * count);
        } else {
            for (long i = 0; i < count; i++) {
                addOne(parts, source, offset + i * size);
            }
        }
    }

    private void addOne(ElementParts parts, MemorySegment source, long offset) {
        for (Part part : parts.parts()) {
            switch (part) {
                case Copy copy -> copy(source, offset + copy.offset(), copy.length());
                case Swap swap -> swap(source, offset + swap.offset(), swap.unit(), swap.count());
                case Repeat repeat -> add(repeat.item(), source, offset + repeat.offset(), repeat.count());
            }
        }
    }

    private void copy(MemorySegment source, long offset, long length) {
        long end = offset + length;
        for (long at = offset; at < end; ) {
            int chunk = (int) Math.min(end - at, room(1));
            MemorySegment.copy(source, JAVA_BYTE, at, buffer, filled, chunk);
            filled += chunk;
            at += chunk;
        }
    }

    private void swap(MemorySegment source, long offset, int unit, long count) {
        long at = offset;
        for (long left = count; left > 0; ) {
            int chunk = (int) Math.min(left, room(unit));
            swapChunk(source, at, unit, chunk);
            filled += chunk * unit;
            at += (long) chunk * unit;
            left -= chunk;
        }
    }

    /** {@return how many units there is room for, at least one} */
    private int room(int unit) {
        if (buffer.length - filled < unit) {
            flush();
        }
        return (buffer.length - filled) / unit;
    }

    /** A bulk copy between layouts of two byte orders turns every element around. */
    private void swapChunk(MemorySegment source, long offset, int unit, int count) {
        switch (unit) {
            case Short.BYTES -> swapChunk(source, offset, JAVA_SHORT_UNALIGNED, count);
            case Integer.BYTES -> swapChunk(source, offset, JAVA_INT_UNALIGNED, count);
            case Long.BYTES -> swapChunk(source, offset, JAVA_LONG_UNALIGNED, count);
            case LONG_DOUBLE -> {
                for (int i = 0; i < count; i++) {
                    long at = offset + (long) i * LONG_DOUBLE;
                    long to = filled + (long) i * LONG_DOUBLE;
                    target.set(LITTLE_LONG, to, source.get(BIG_LONG, at + Long.BYTES));
                    target.set(LITTLE_LONG, to + Long.BYTES, source.get(BIG_LONG, at));
                }
            }
            default -> throw new AssertionError("no scalar of " + unit + " bytes has a byte order");
        }
    }

    private void swapChunk(MemorySegment source, long offset, ValueLayout layout, int count) {
        MemorySegment.copy(
                source, layout.withOrder(BIG_ENDIAN), offset, target, layout.withOrder(LITTLE_ENDIAN), filled, count);
    }
}
