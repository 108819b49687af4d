package dev.npymap;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.file.Allocation;
import dev.npymap.file.Companions;
import dev.npymap.file.FileBytes;
import dev.npymap.file.FileCreator;
import dev.npymap.file.WriteBehind;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.write.CountingChannel;
import dev.npymap.write.ElementWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/** Makes a file, which has its name when it is complete, and not before. */
final class NewFile {
    private NewFile() {}

    /** What is done with the complete file before it gets its name. */
    @FunctionalInterface
    interface Use<T> {
        T of(FileChannel channel) throws IOException;
    }

    /** Puts every element of a payload, in its order. */
    @FunctionalInterface
    interface Payload {
        void writeTo(ElementWriter out) throws IOException;
    }

    static NpyHeader header(DType dtype, MemoryOrder order, Shape shape, CreateOptions options) {
        return options.version()
                .map(version -> NpyHeader.of(version, dtype, order, shape))
                .orElseGet(() -> NpyHeader.of(dtype, order, shape));
    }

    static <T> T ofZeros(Path path, NpyHeader header, CreateOptions options, Use<T> use) throws IOException {
        return create(path, options, (channel, temporary) -> {
            Allocation.write(channel, temporary, header.encode(), header.fileSize(), options.isSparse());
            return use.of(channel);
        });
    }

    /** Writes to a channel the whole payload, from where the channel stands on. */
    @FunctionalInterface
    interface Copy {
        void writeTo(FileChannel channel) throws IOException;
    }

    static NpyHeader ofCopy(Path path, NpyHeader header, CreateOptions options, Copy payload) throws IOException {
        return create(path, options, (channel, temporary) -> {
            Allocation.prepare(temporary, header.fileSize(), options.isSparse());
            FileBytes.write(channel, ByteBuffer.wrap(header.encode()));
            payload.writeTo(channel);
            return header;
        });
    }

    static NpyHeader of(Path path, NpyHeader header, CreateOptions options, Payload payload) throws IOException {
        return of(path, header, options, _ -> {}, payload);
    }

    /** As without progress, which is told how many bytes of the file were written up to now. */
    static NpyHeader of(Path path, NpyHeader header, CreateOptions options, LongConsumer progress, Payload payload)
            throws IOException {
        return create(path, options, (channel, temporary) -> {
            Allocation.prepare(temporary, header.fileSize(), options.isSparse());
            long count = write(channel, temporary, header, options, progress, payload);
            if (count != header.shape().size()) {
                throw new ConcurrentModificationException(
                        "of the " + header.shape().size() + " elements of the shape " + header.shape() + " " + count
                                + " were there when they were written");
            }
            return header;
        });
    }

    /** The header for a number of rows is as long as that for none: it has room for any. */
    static NpyHeader ofUnknownLength(Path path, LongFunction<NpyHeader> header, CreateOptions options, Payload rows)
            throws IOException {
        return create(path, options, (channel, temporary) -> {
            long count = write(channel, temporary, header.apply(0), options, _ -> {}, rows);
            NpyHeader counted = header.apply(count);
            FileBytes.write(channel, ByteBuffer.wrap(counted.encode()), 0);
            return counted;
        });
    }

    /** The ledger is looked for before the file is made, and again when it is: one that is replaced may be filled meanwhile. */
    private static <T> T create(Path path, CreateOptions options, FileCreator.Build<T> build) throws IOException {
        return FileCreator.create(path, options.isReplacing(), options.isSynced(), (channel, temporary) -> {
            checkNoLedger(path);
            T built = build.of(channel, temporary);
            if (options.isSynced()) {
                channel.force(true);
            }
            checkNoLedger(path);
            return built;
        });
    }

    private static long write(
            FileChannel channel,
            Path temporary,
            NpyHeader header,
            CreateOptions options,
            LongConsumer progress,
            Payload payload)
            throws IOException {
        try (Arena arena = Arena.ofConfined();
                WriteBehind disk = new WriteBehind(temporary, channel.position(), options.isSynced())) {
            WritableByteChannel file = new CountingChannel(channel, count -> {
                disk.advanceTo(count);
                progress.accept(count);
            });
            FileBytes.write(file, ByteBuffer.wrap(header.encode()));
            ElementWriter out = new ElementWriter(file, header.payloadOffset(), header.dtype(), arena);
            payload.writeTo(out);
            out.flush();
            return out.count();
        }
    }

    /** An old file's ledger would call shares of the new one done. */
    private static void checkNoLedger(Path path) throws IOException {
        Path ledger = Companions.ledger(path);
        if (Files.exists(ledger, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    ledger + " is there, which tells of the shares of an earlier file of this name: delete it first");
        }
    }
}
