package dev.npymap.parallel;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.file.FileBytes;
import dev.npymap.file.FileCreator;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The small array beside a shared file that tells which shares are done, mapped: a row of {@value #ROW} bytes for each share.
 * Readable in NumPy; {@code docs/protocol.md} describes it field by field.
 */
final class Ledger {
    /** The size of a row in bytes: a divisor of a disk's sector, which is written whole or not at all. */
    static final int ROW = 128;

    static final StructType DTYPE = DType.struct()
            .field("first_row", DType.INT64)
            .field("rows", DType.INT64)
            .field("byte_offset", DType.INT64)
            .field("byte_count", DType.INT64)
            .field("alignment", DType.INT64)
            .field("started", DType.of("<M8[us]"))
            .field("finished", DType.of("<M8[us]"))
            .field("pid", DType.UINT32)
            .field("attempt", DType.UINT32)
            .field("crc32", DType.UINT32)
            .field("state", DType.UINT32)
            .field("host", DType.of("S56"))
            .build();

    private static final int FIRST_ROW = 0;
    private static final int ROWS = 8;
    private static final int BYTE_OFFSET = 16;
    private static final int BYTE_COUNT = 24;
    private static final int ALIGNMENT = 32;
    private static final int STARTED = 40;
    private static final int FINISHED = 48;
    private static final int PID = 56;
    private static final int ATTEMPT = 60;

    /** Checksum and state: one aligned word of 8 bytes, so that no reader, and no disk, ever sees the one without the other. */
    private static final int WORD = 64;

    private static final int STATE = 68;
    private static final int HOST = 72;
    private static final int HOST_LENGTH = ROW - HOST;

    /** NumPy's "not a time". */
    private static final long NAT = Long.MIN_VALUE;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle WORDS = LONG.varHandle();

    private static final int ROWS_AT_A_TIME = 512;

    private final NpyArray array;
    private final MemorySegment segment;
    private final Path path;

    private Ledger(Path path, NpyArray array) {
        this.path = path;
        this.array = array;
        this.segment = array.segment();
    }

    /** What a row says of where its share lies. */
    record Place(long firstRow, long rows, long byteOffset, long byteCount, long alignment) {
        static Place of(NpyHeader header, Window.Share share) {
            Window.Rows rows = share.rows(header);
            long rowSize = header.rowElements() * header.dtype().itemSize();
            long count = rows.to() - rows.from();
            return new Place(
                    rows.from(),
                    count,
                    header.payloadOffset() + rows.from() * rowSize,
                    count * rowSize,
                    share.alignment());
        }
    }

    /** Makes the ledger of a file, all of whose shares are free. */
    static void create(Path path, NpyHeader file, long shares, long alignment) throws IOException {
        NpyHeader header = NpyHeader.of(DTYPE, MemoryOrder.C, Shape.of(shares));
        FileCreator.create(path, false, true, (channel, _) -> {
            FileBytes.write(channel, ByteBuffer.wrap(header.encode()));
            ByteBuffer rows = ByteBuffer.allocate(ROWS_AT_A_TIME * ROW).order(ByteOrder.LITTLE_ENDIAN);
            for (long n = 0; n < shares; n++) {
                Place place = Place.of(file, Window.share(n, shares).aligned(alignment));
                rows.putLong(place.firstRow())
                        .putLong(place.rows())
                        .putLong(place.byteOffset())
                        .putLong(place.byteCount())
                        .putLong(place.alignment())
                        .putLong(NAT)
                        .putLong(NAT)
                        .put(new byte[ROW - PID]);
                if (!rows.hasRemaining() || n == shares - 1) {
                    FileBytes.write(channel, rows.flip());
                    rows.clear();
                }
            }
            channel.force(true);
            return null;
        });
    }

    static Ledger map(Path path, MapMode mode) throws IOException {
        NpyArray array = Npy.map(path, mode, Window.all(), Arena.ofAuto());
        if (!array.dtype().equals(DTYPE) || array.shape().rank() != 1) {
            throw new NpyFormatException(
                    path.toString(),
                    0,
                    "no ledger of shares: expected dtype " + DTYPE + " and 1 dimension, found dtype " + array.dtype()
                            + ", shape " + array.shape());
        }
        long payload = array.header().payloadOffset();
        if (payload % ROW != 0) {
            throw new NpyFormatException(
                    path.toString(),
                    payload,
                    "a ledger's payload begins at a multiple of " + ROW
                            + " bytes, so that no sector of the disk cuts a row");
        }
        return new Ledger(path, array);
    }

    /**
     * Checks that this is the ledger of a file.
     *
     * @throws NpyFormatException if the file in so many shares has others
     */
    void check(FilledFile file, long shares, long alignment) throws NpyFormatException {
        if (shares() != shares) {
            throw new NpyFormatException(
                    path.toString(),
                    0,
                    "expected " + shares + " shares, found " + shares() + ", in which the fill was begun");
        }
        for (long n = 0; n < shares; n++) {
            Place expected = Place.of(file.header(), Window.share(n, shares).aligned(alignment));
            Place found = place(n);
            if (!found.equals(expected)) {
                throw new NpyFormatException(
                        path.toString(),
                        offset(n),
                        "share " + n + " of " + file.path() + ": expected " + expected + ", found " + found);
            }
        }
    }

    long shares() {
        return array.rows();
    }

    boolean isWritable() {
        return !segment.isReadOnly();
    }

    /** {@return where the row of share n begins in the ledger's file} */
    long offset(long n) {
        return array.header().payloadOffset() + n * ROW;
    }

    Place place(long n) {
        long row = row(n);
        return new Place(
                segment.get(LONG, row + FIRST_ROW),
                segment.get(LONG, row + ROWS),
                segment.get(LONG, row + BYTE_OFFSET),
                segment.get(LONG, row + BYTE_COUNT),
                segment.get(LONG, row + ALIGNMENT));
    }

    ShareWord word(long n) {
        long word = (long) WORDS.getAcquire(segment, row(n) + WORD);
        return new ShareWord(state(n, (int) (word >>> Integer.SIZE)), (int) word);
    }

    private ShareStatus.State state(long n, int number) {
        return ShareStatus.State.of(number)
                .orElseThrow(() -> new UncheckedIOException(new NpyFormatException(
                        path.toString(),
                        offset(n) + STATE,
                        "share " + n + " has the state " + Integer.toUnsignedString(number)
                                + "; expected 0 (free), 1 (claimed) or 2 (done)")));
    }

    void commit(long n, ShareWord word) {
        WORDS.setRelease(
                segment,
                row(n) + WORD,
                (long) word.state().number() << Integer.SIZE | Integer.toUnsignedLong(word.crc()));
    }

    void writeOwner(long n, long pid, String host, Instant started) {
        long row = row(n);
        segment.set(LONG, row + STARTED, micros(started));
        segment.set(LONG, row + FINISHED, NAT);
        segment.set(INT, row + PID, (int) pid);
        segment.set(INT, row + ATTEMPT, segment.get(INT, row + ATTEMPT) + 1);
        byte[] bytes = host.getBytes(StandardCharsets.UTF_8);
        MemorySegment field = segment.asSlice(row + HOST, HOST_LENGTH);
        field.fill((byte) 0);
        MemorySegment.copy(bytes, 0, field, ValueLayout.JAVA_BYTE, 0, Math.min(bytes.length, HOST_LENGTH));
    }

    void writeFinished(long n, Instant finished) {
        segment.set(LONG, row(n) + FINISHED, micros(finished));
    }

    void force(long n) {
        segment.asSlice(row(n), ROW).force();
    }

    ShareStatus status(long n) {
        // First: what a done share's row says was written before.
        ShareWord word = word(n);
        Place place = place(n);
        long row = row(n);
        return new ShareStatus(
                n,
                place.firstRow(),
                place.rows(),
                place.byteOffset(),
                place.byteCount(),
                place.alignment(),
                word.state(),
                Integer.toUnsignedLong(segment.get(INT, row + ATTEMPT)),
                Integer.toUnsignedLong(segment.get(INT, row + PID)),
                host(row),
                instant(segment.get(LONG, row + STARTED)),
                instant(segment.get(LONG, row + FINISHED)),
                Integer.toUnsignedLong(word.crc()));
    }

    /** {@return what of a host's name is read again when it was written} */
    static String host(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, 0, Math.min(bytes.length, HOST_LENGTH), StandardCharsets.UTF_8);
    }

    private String host(long row) {
        byte[] bytes = segment.asSlice(row + HOST, HOST_LENGTH).toArray(ValueLayout.JAVA_BYTE);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private long row(long n) {
        return array.baseOffset() + n * ROW;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Optional<Instant> instant(long micros) {
        return micros == NAT ? Optional.empty() : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
