package dev.npymap.spark;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.apache.spark.api.java.function.MapFunction;

/** A number as it is; but the first times that a certain one comes, what happens to tasks. */
enum Fault {
    /** The task throws. */
    THROWN {
        @Override
        void happen() {
            throw new IllegalStateException("thrown on purpose");
        }
    },
    /** The executor's JVM is gone, without a word. */
    KILLED {
        @Override
        void happen() {
            Runtime.getRuntime().halt(9);
        }
    },
    /** The task waits until Spark interrupts it, as it does when another attempt was faster. */
    SLOW {
        @Override
        void happen() throws InterruptedException {
            Thread.sleep(Duration.ofMinutes(1));
            throw new IllegalStateException("no other attempt was faster");
        }
    },
    /** So it does, but goes on a second after it was interrupted, as a task that is in a call of the operating system. */
    DEAF {
        @Override
        void happen() throws InterruptedException {
            try {
                SLOW.happen();
            } catch (InterruptedException e) {
                Thread.sleep(Duration.ofSeconds(1));
            }
        }
    };

    abstract void happen() throws InterruptedException;

    /**
     * {@return the function}
     *
     * @param folder where it marks that it happened, since no JVM may remember
     * @param at the number at which it happens
     * @param times how often
     */
    MapFunction<Long, Long> at(Path folder, long at, int times) {
        String marks = folder.toString();
        return number -> {
            if (number == at && isAmongTheFirst(Path.of(marks), times)) {
                happen();
            }
            return number;
        };
    }

    /**
     * {@return a number as it is; but the first time that 0 comes, a file is cut short}
     *
     * @param file the file
     * @param bytes how many are left of it
     * @param folder where it marks that it happened
     */
    static MapFunction<Long, Long> shortened(Path file, long bytes, Path folder) {
        String path = file.toString();
        String marks = folder.toString();
        return number -> {
            if (number == 0 && isAmongTheFirst(Path.of(marks), 1)) {
                try (SeekableByteChannel channel = Files.newByteChannel(Path.of(path), StandardOpenOption.WRITE)) {
                    channel.truncate(bytes);
                }
            }
            return number;
        };
    }

    private static boolean isAmongTheFirst(Path folder, int times) throws IOException {
        for (int time = 0; time < times; time++) {
            if (isNew(folder.resolve("happened-" + time))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNew(Path mark) throws IOException {
        try {
            Files.createFile(mark);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
