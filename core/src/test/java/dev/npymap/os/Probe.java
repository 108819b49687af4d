package dev.npymap.os;

import dev.npymap.Npy;
import dev.npymap.Window;
import dev.npymap.access.LongAccessor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a test does in a JVM of its own, for its flags, locale or limits. Prints one line for each result. */
final class Probe {
    private Probe() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "reserve" -> reserveAll(Path.of(arguments[1]), Long.parseLong(arguments[2]));
            case "save" ->
                print(() ->
                        Npy.save(Path.of(arguments[1]), new double[4_000_000]).rows());
            case "rename" -> print(() -> Rename.noReplace(Path.of(arguments[1]), Path.of(arguments[2])));
            case "copy" -> print(() -> changedCopy(Path.of(arguments[1])));
            case "advise" -> print(() -> map(Path.of(arguments[1]), Advice.SEQUENTIAL::give));
            case "populate" -> {
                Path file = Path.of(arguments[1]);
                print(() -> map(file, segment -> Pages.populate(segment, false, file, 0)));
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void reserveAll(Path folder, long size) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.sorted().toList();
        }
        for (Path file : files) {
            print(() -> Blocks.reserve(file, size));
        }
    }

    /** A copy of which element 0 was changed, and the file after that. */
    private static String changedCopy(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            LongAccessor copy =
                    Npy.map(file, MapMode.PRIVATE, Window.all(), arena).longs();
            copy.set(0, 42);
            return Arrays.toString(copy.toArray())
                    + Arrays.toString(Npy.map(file).longs().toArray());
        }
    }

    @FunctionalInterface
    private interface Use {
        boolean of(MemorySegment segment) throws IOException;
    }

    private static boolean map(Path file, Use use) throws IOException {
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(file)) {
            MemorySegment segment = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return use.of(segment);
        }
    }

    private static void print(Attempt attempt) {
        try {
            System.out.println(attempt.run());
        } catch (IOException e) {
            System.out.println(e);
        }
    }

    @FunctionalInterface
    private interface Attempt {
        Object run() throws IOException;
    }
}
