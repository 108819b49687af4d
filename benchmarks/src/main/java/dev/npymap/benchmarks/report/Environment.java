package dev.npymap.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where and with what a run runs, as far as this machine tells. */
public final class Environment {
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

    /** Not in the count of changes: the run before has written it. */
    private static final String OWN_OUTPUT = ":(exclude,top)benchmarks/RESULTS.md";

    private Environment() {}

    /**
     * {@return names and values, in the order of the report}
     *
     * @param profile the name of the profile
     * @param flags those of the measured JVMs
     * @param source a folder of the repository whose commit is measured
     */
    public static Map<String, String> describe(String profile, List<String> flags, Path source) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("profile", profile);
        facts.put(
                "date",
                ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")));
        facts.put("commit", commit(source));
        facts.put("CPU", value(Path.of("/proc/cpuinfo"), "model name").orElse(System.getProperty("os.arch")));
        facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put("caches", caches());
        facts.put("memory", memory());
        facts.put("OS", os());
        facts.put("file system", fileSystem());
        facts.put("load before", load());
        facts.put(
                "JDK",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                        + System.getProperty("java.vendor.version", System.getProperty("java.vendor")));
        facts.put("JVM flags", flags.isEmpty() ? "none" : String.join(" ", flags));
        return facts;
    }

    /** Of the folder for temporary files, where all files are. */
    private static String fileSystem() {
        try {
            return Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir")))
                    .type();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String commit(Path source) {
        try {
            Process head = git(source, "rev-parse", "HEAD");
            String hash = output(head);
            if (head.waitFor() != 0) {
                return "unknown";
            }
            Process status = git(source, "status", "--porcelain", "--untracked-files=no", "--", ":/", OWN_OUTPUT);
            boolean isDirty = !output(status).isEmpty();
            return status.waitFor() == 0 && !isDirty ? hash : hash + ", with changes that are not committed";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    private static Process git(Path folder, String... arguments) throws IOException {
        return new ProcessBuilder(Stream.concat(Stream.of("git", "-C", folder.toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** The first value of a file of {@code name : value} lines. */
    private static Optional<String> value(Path file, String name) {
        return lines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static String memory() {
        return value(Path.of("/proc/meminfo"), "MemTotal")
                .map(kibibytes -> Label.number(Long.parseLong(kibibytes.replace(" kB", "")) / 1048576.0) + " GiB")
                .orElse("unknown");
    }

    private static String caches() {
        try (Stream<Path> indices = Files.list(CACHES)) {
            return indices.filter(p -> p.getFileName().toString().startsWith("index"))
                    .sorted()
                    .map(Environment::cache)
                    .collect(Collectors.joining(", "));
        } catch (IOException | UncheckedIOException e) {
            return "unknown";
        }
    }

    private static String cache(Path index) {
        return "L" + first(index, "level") + " " + first(index, "type").toLowerCase(Locale.ROOT) + " "
                + first(index, "size");
    }

    private static String first(Path folder, String file) {
        List<String> lines = lines(folder.resolve(file));
        return lines.isEmpty() ? "?" : lines.getFirst();
    }

    private static String os() {
        String name = lines(Path.of("/etc/os-release")).stream()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", "") + ", ")
                .findFirst()
                .orElse("");
        return name + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }

    /** Other work on the machine makes every number here worth less. */
    private static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : Label.number(load);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
