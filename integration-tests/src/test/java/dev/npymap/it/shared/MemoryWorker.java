package dev.npymap.it.shared;

import dev.npymap.NpyArray;
import dev.npymap.access.LongAccessor;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that fills shares of one file, and then prints what memory it took: FILE SHARES. As much as can be read of the
 * process's own peak, and of its control group's limit and peak, which counts page cache too; in bytes.
 */
final class MemoryWorker {
    /** Odd, so that no two rows have the same value. */
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private static final Path GROUP = Path.of("/sys/fs/cgroup");

    private MemoryWorker() {}

    public static void main(String[] arguments) throws IOException {
        SharedFill fill = SharedFill.open(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        System.out.println("shares " + fill.run(MemoryWorker::fill));
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                System.out.println("peak " + Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024);
            }
        }
        print("limit", List.of("memory.max", "memory/memory.limit_in_bytes"));
        print("group", List.of("memory.peak", "memory/memory.max_usage_in_bytes"));
    }

    /** Of control groups of version 2, or else of version 1; nothing where there is no limit. */
    private static void print(String name, List<String> files) throws IOException {
        for (String file : files) {
            if (Files.exists(GROUP.resolve(file))) {
                String number = Files.readString(GROUP.resolve(file)).strip();
                if (!number.equals("max")) {
                    System.out.println(name + " " + number);
                }
                return;
            }
        }
    }

    private static void fill(NpyArray share) {
        LongAccessor values = share.longs();
        for (long row = 0; row < values.size(); row++) {
            values.set(row, value(share.firstRow() + row));
        }
    }

    /** {@return what a row holds} */
    static long value(long row) {
        return (row + 1) * FACTOR;
    }
}
