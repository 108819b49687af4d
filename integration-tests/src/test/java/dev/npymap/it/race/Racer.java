package dev.npymap.it.race;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.access.LongAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.FillOptions;
import dev.npymap.parallel.ShareClaim;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A process that creates files at the same moment as others: {@code Racer BARRIER FOLDER N OF}.
 *
 * <p>For each heat it makes {@code ready-HEAT-N} in BARRIER and waits for {@code go-HEAT}, which holds the time to begin, in
 * milliseconds since 1970. It prints a line for each heat: the heat, and what it met.
 */
public final class Racer {
    private static final long POLL_NANOS = 1_000_000;

    private Racer() {}

    /** What the racers do. */
    enum Kind {
        SMALL(20, 1_000),
        LARGE(10, 4_000_000),
        SPARSE(15, 4_000_000),
        REPLACE(15, 10_000),
        OPEN_OR_CREATE(20, 100_000),
        /** That, and they begin to fill it in shares, each one of its own. */
        SHARED_FILL(20, 100_000);

        private final int heats;
        private final long rows;

        Kind(int heats, long rows) {
            this.heats = heats;
            this.rows = rows;
        }

        private CreateOptions options() {
            return switch (this) {
                case SPARSE -> CreateOptions.defaults().sparse();
                case REPLACE -> CreateOptions.defaults().replace();
                default -> CreateOptions.defaults();
            };
        }
    }

    /** One race. */
    record Heat(Kind kind, int number) {
        /** {@return all heats, in the order of the racers} */
        static List<Heat> all() {
            return Stream.of(Kind.values())
                    .flatMap(kind -> IntStream.range(0, kind.heats).mapToObj(number -> new Heat(kind, number)))
                    .toList();
        }

        Shape shape() {
            return Shape.of(kind.rows);
        }

        Path file(Path folder) {
            return folder.resolve("race " + this + ".npy");
        }

        Path ready(Path barrier, Object n) {
            return barrier.resolve("ready-" + this + "-" + n);
        }

        Path go(Path barrier) {
            return barrier.resolve("go-" + this);
        }

        @Override
        public String toString() {
            return kind + "-" + number;
        }

        private String run(Path file, long n, long of) throws IOException {
            try {
                return switch (kind) {
                    case OPEN_OR_CREATE -> {
                        fillShare(file, n, of);
                        yield "OPENED";
                    }
                    case SHARED_FILL -> "FILLED " + fillClaimed(file, n, of);
                    default -> {
                        Npy.create(file, DType.INT64, shape(), kind.options());
                        yield "CREATED";
                    }
                };
            } catch (FileAlreadyExistsException e) {
                return "EXISTS " + e.getMessage();
            }
        }

        private void fillShare(Path file, long n, long of) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                NpyArray mine =
                        Npy.openOrCreate(file, DType.INT64, shape(), kind.options(), Window.share(n, of), arena);
                fill(mine);
            }
        }

        /** {@return what tells the array from another, and its ledger} */
        private String fillClaimed(Path file, long n, long of) throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                Npy.openOrCreate(file, DType.INT64, shape(), kind.options(), Window.share(n, of), arena);
            }
            SharedFill fill = SharedFill.open(file, of, FillOptions.defaults().unsynced());
            try (ShareClaim claim = fill.claim(n).orElseThrow()) {
                fill(claim.array());
                claim.done();
            }
            return key(file) + " " + key(ledger(file));
        }

        private static void fill(NpyArray share) {
            LongAccessor elements = share.longs();
            for (long row = 0; row < share.rows(); row++) {
                elements.set(row, share.firstRow() + row);
            }
        }

        static Path ledger(Path file) {
            return file.resolveSibling(file.getFileName() + ".ledger.npy");
        }

        static Object key(Path file) throws IOException {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        }
    }

    /** Runs one racer. */
    public static void main(String[] args) throws Exception {
        Path barrier = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        long n = Long.parseLong(args[2]);
        long of = Long.parseLong(args[3]);
        // Whatever is loaded on first use is loaded before the race.
        Path warmUp = barrier.resolve("warm-up " + n + ".npy");
        Npy.create(warmUp, DType.INT64, Shape.of(1));
        SharedFill.open(warmUp, 1).run(Heat::fill);
        for (Heat heat : Heat.all()) {
            Files.createFile(heat.ready(barrier, n));
            awaitStart(heat.go(barrier));
            try {
                System.out.println(heat + " " + heat.run(heat.file(folder), n, of));
            } catch (IOException | RuntimeException e) {
                System.out.println(heat + " FAILED " + e);
            }
        }
    }

    private static void awaitStart(Path go) throws IOException {
        while (!Files.exists(go)) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        long start = Long.parseLong(Files.readString(go));
        // Asleep, so that all wake at once: there are more racers than processors.
        while (System.currentTimeMillis() < start) {
            LockSupport.parkUntil(start);
        }
    }
}
