package dev.npymap.benchmarks;

import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process that fills files, alone or with others: a JVM of its own, which runs nothing else. */
final class FillWorker {
    private static final int BUFFER_BYTES = 1 << 20;

    private FillWorker() {}

    /** What a process does. The number is that of shares, or of elements where there are none. */
    enum Task {
        /** Takes part in a shared fill whose values take long to compute. */
        COMPUTE {
            @Override
            void run(Path file, long number) throws IOException {
                SharedFill.open(file, number).run(Orbit::fill);
            }
        },

        /** Takes part in a shared fill whose values are at hand. */
        WRITE {
            @Override
            void run(Path file, long number) throws IOException {
                SharedFill.open(file, number).run(FillWorker::fill);
            }
        },

        /** The same by two threads, so that one may write while the other waits for the disk. */
        WRITE_BY_TWO {
            @Override
            void run(Path file, long number) throws IOException {
                SharedFill fill = SharedFill.open(file, number);
                try (ExecutorService other = Executors.newSingleThreadExecutor()) {
                    Future<Long> filled = other.submit(() -> fill.run(FillWorker::fill));
                    fill.run(FillWorker::fill);
                    filled.get();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                } catch (ExecutionException e) {
                    throw new IOException("the other thread failed", e);
                }
            }
        },

        /** Writes the same values through a channel, without a map, from the first to the last. */
        CHANNEL {
            @Override
            void run(Path file, long number) throws IOException {
                writeSequentially(file, number);
            }
        };

        abstract void run(Path file, long number) throws IOException;

        /** Has processes do it, all at once. */
        void runBy(List<WorkerProcess> processes, Path file, long number) throws IOException {
            for (WorkerProcess process : processes) {
                process.begin(name(), file.toString(), Long.toString(number));
            }
            for (WorkerProcess process : processes) {
                process.await();
            }
        }
    }

    static WorkerProcess start() throws IOException {
        return new WorkerProcess(Workers.command(FillWorker.class.getName()));
    }

    /**
     * Does the tasks that it is told.
     *
     * @param args none
     * @throws IOException if the disk fails
     */
    public static void main(String[] args) throws IOException {
        WorkerProcess.serve(task -> {
            Task.valueOf(task.getFirst()).run(Path.of(task.get(1)), Long.parseLong(task.get(2)));
            return "";
        });
    }

    private static void fill(NpyArray share) {
        share.doubles().fill(Samples.VALUE);
    }

    private static void writeSequentially(Path file, long elements) throws IOException {
        ByteBuffer values = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            values.putDouble(Samples.VALUE);
        }
        NpyHeader header = NpyHeader.of(DType.FLOAT64, MemoryOrder.C, Shape.of(elements));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            Bytes.write(channel, ByteBuffer.wrap(header.encode()));
            for (long left = elements * Double.BYTES; left > 0; left -= values.limit()) {
                Bytes.write(channel, values.clear().limit((int) Math.min(left, BUFFER_BYTES)));
            }
            channel.force(true);
        }
    }
}
