package dev.npymap.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher at the root, copied into a tree of its own. Its PATH holds the Unix tools that it may use and nothing else;
 * the JDKs and Maven are scripts that tell what they were asked.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherIT {
    private static final List<String> TOOLS = List.of(
            "sh",
            "basename",
            "cat",
            "cksum",
            "cp",
            "dirname",
            "find",
            "head",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "touch");
    private static final String FAKE_JAVA = """
            #!/bin/sh
            case $1 in -XX:AOTCacheOutput=*)
                [ -n "${FAKE_KEEPS_NOTHING:-}" ] || echo classes > "${1#*=}"
                exit 0 ;;
            esac
            echo "java of $(dirname "$(dirname "$0")") in $PWD"
            for argument in "$@"; do echo "[$argument]"; done
            exit ${FAKE_EXIT:-0}
            """;
    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo "$@" >> "$FAKE_LOG"
            echo "what Maven says"
            sleep ${FAKE_SECONDS:-0}
            for argument in "$@"; do
                case $argument in -Dnpymap.jar=*) [ -n "${FAKE_FAILS:-}" ] || echo jar > "${argument#*=}" ;; esac
            done
            [ -z "${FAKE_FAILS:-}" ]
            """;

    @TempDir
    private Path temp;

    private Path tree;
    private Path jar;
    private Path tools;
    private Path jdks;
    private Path mavenLog;
    private final TreeMap<String, String> environment = new TreeMap<>();

    /** What a launcher did; {@code err} without the line that says that it makes a cache, which {@code madeCache} tells. */
    private record Result(int exit, List<String> out, List<String> err, boolean madeCache) {}

    private static final String CACHE = "npymap-\\d+-\\d+-\\d+\\.aot";
    private static final String MAKES_CACHE = "npymap: preparing faster starts, once";

    @BeforeEach
    void layOutTree() throws IOException {
        tree = Files.createDirectories(temp.resolve("the tree"));
        tools = Files.createDirectories(temp.resolve("tools"));
        jdks = Files.createDirectories(temp.resolve("my jdks"));
        mavenLog = temp.resolve("maven.log");
        for (String tool : TOOLS) {
            // No symbolic links: JUnit warns of each that it deletes.
            script(tools.resolve(tool), "#!/bin/sh\nexec '" + onPath(tool) + "' \"$@\"\n");
        }
        Path launcher = tree.resolve("npymap");
        Files.copy(Path.of(System.getProperty("npymap.root")).resolve("npymap"), launcher);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String source :
                List.of("core/src/main/A.java", "cli/src/main/B.java", "core/pom.xml", "cli/pom.xml", "pom.xml")) {
            Path file = tree.resolve(source);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        age(tree, Instant.now().minusSeconds(3600));
        jar = tree.resolve("cli/target/npymap.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "jar");

        environment.put("PATH", tools.toString());
        environment.put("HOME", temp.toString());
        environment.put("NPYMAP_JDK_FOLDERS", temp.resolve("none") + ":" + jdks);
        environment.put("FAKE_LOG", mavenLog.toString());
    }

    @Test
    void runsTheRealJar() throws Exception {
        Files.copy(Path.of(System.getProperty("npymap.cli.jar")), jar, StandardCopyOption.REPLACE_EXISTING);
        environment.put("JAVA_HOME", System.getProperty("java.home"));

        Result result = launch(tree, tree.resolve("npymap"), "--version");

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isNotEmpty().first().asString().startsWith("npymap ");
    }

    @Test
    void nothingButResultsReachesStandardOutputWhereAFlagMakesTheCacheUseless() throws Exception {
        Files.copy(Path.of(System.getProperty("npymap.cli.jar")), jar, StandardCopyOption.REPLACE_EXISTING);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("NPYMAP_JAVA_OPTS", "-XX:+UseParallelGC -XX:-UseSerialGC -XX:-UseCompressedOops");

        Result result = launch(tree, tree.resolve("npymap"), "--version");

        assertThat(result.madeCache()).isTrue();
        assertThat(caches())
                .singleElement()
                .satisfies(cache -> assertThat(jar.resolveSibling(cache)).isNotEmptyFile());
        assertThat(result.out()).singleElement().asString().startsWith("npymap ");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void makesACacheOfClassesOnceForEachJarAndJdk() throws Exception {
        environment.put("JAVA_HOME", fakeJdk("25").toString());

        Result first = launch(tree, tree.resolve("npymap"), "info");
        assertThat(first.madeCache()).isTrue();
        String cache = caches().getFirst();
        assertThat(cache).matches(CACHE);
        assertThat(first.out())
                .contains("[-XX:AOTCache=" + jar.resolveSibling(cache).toRealPath() + "]")
                .containsSequence("[-Xlog:disable]", "[-Xlog:all=error:stderr]", "[-Xlog:aot*=off:stderr]");
        assertThat(launch(tree, tree.resolve("npymap"), "info").madeCache()).isFalse();
        // The JVM refuses a cache of a jar with another time.
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(launch(tree, tree.resolve("npymap"), "info").madeCache()).isTrue();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));

        environment.put("JAVA_HOME", fakeJdk("26").toString());
        assertThat(launch(tree, tree.resolve("npymap"), "info").madeCache()).isTrue();
        Files.writeString(jar, "another jar");
        assertThat(launch(tree, tree.resolve("npymap"), "info").madeCache()).isTrue();
        assertThat(caches()).hasSize(1).doesNotContain(cache);
    }

    @Test
    void runsWithoutACacheWhereTheJvmMakesNone() throws Exception {
        fakeJdk("25");
        environment.put("FAKE_KEEPS_NOTHING", "yes");

        for (boolean isFirst : new boolean[] {true, false}) {
            Result result = launch(tree, tree.resolve("npymap"), "info");
            assertThat(result.madeCache()).isEqualTo(isFirst);
            assertThat(result.out())
                    .contains("[info]")
                    .noneMatch(line -> line.contains("AOT") || line.contains("Xlog"));
        }
    }

    @Test
    void worksThroughLinksAndKeepsFolderAndArguments() throws Exception {
        Path jdk = fakeJdk("25");
        Path elsewhere = Files.createDirectories(temp.resolve("else where/bin"));
        Files.createSymbolicLink(elsewhere.resolve("second"), tree.resolve("npymap"));
        Path first = Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("second"));

        Result result = launch(elsewhere, first, "cat", "two words", "", "*", "$HOME", "-x");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("java of " + jdk + " in " + elsewhere.toRealPath())
                .containsSequence(
                        "[-jar]", "[" + jar.toRealPath() + "]", "[cat]", "[two words]", "[]", "[*]", "[$HOME]", "[-x]");
    }

    @Test
    void isFoundOnThePath() throws Exception {
        fakeJdk("25");
        Files.createSymbolicLink(tools.resolve("npymap"), tree.resolve("npymap"));

        Result result = launch(temp, tools.resolve("sh"), "-c", "npymap info");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("[" + jar.toRealPath() + "]", "[info]");
    }

    @Test
    void passesOnFlagsForTheJvmAndItsExitCode() throws Exception {
        fakeJdk("25");
        environment.put("NPYMAP_JAVA_OPTS", "-Xmx64m -Da=b");
        environment.put("FAKE_EXIT", "7");

        Result result = launch(tree, tree.resolve("npymap"));

        assertThat(result.exit()).isEqualTo(7);
        assertThat(result.out()).contains("[--enable-native-access=ALL-UNNAMED]", "[-Xmx64m]", "[-Da=b]");
    }

    @Test
    void passesOverOlderJdks() throws Exception {
        environment.put("JAVA_HOME", fakeJdk("17.0.2").toString());
        Path onPath = fakeJdk("1.8.0_402");
        environment.merge("PATH", onPath.resolve("bin").toString(), (tail, head) -> head + ":" + tail);
        Path modern = fakeJdk("26.0.1");

        Result result = launch(tree, tree.resolve("npymap"));

        assertThat(result.out()).first().asString().startsWith("java of " + modern + " ");
    }

    @Test
    void takesJavaHomeBeforeThePathBeforeTheFolders() throws Exception {
        fakeJdk("27");
        Path onPath = fakeJdk("26");
        Files.createSymbolicLink(tools.resolve("java"), onPath.resolve("bin/java"));
        assertThat(launch(tree, tree.resolve("npymap")).out())
                .first()
                .asString()
                .startsWith("java of " + onPath + " ");

        Path home = fakeJdk("25");
        environment.put("JAVA_HOME", home.toString());
        assertThat(launch(tree, tree.resolve("npymap")).out())
                .first()
                .asString()
                .startsWith("java of " + home + " ");
    }

    @Test
    void saysInOneLineThatNoJdkIsThere() throws Exception {
        fakeJdk("24");

        Result result = launch(tree, tree.resolve("npymap"), "info");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .singleElement()
                .asString()
                .matches("npymap: no JDK 25 or newer found: install one \\(.*");
    }

    @Test
    void saysInOneLineThatMavenIsMissing() throws Exception {
        fakeJdk("25");
        Files.delete(jar);

        Result result = launch(tree, tree.resolve("npymap"), "info");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .singleElement()
                .asString()
                .startsWith("npymap: Maven is needed to build npymap once: install it");
    }

    @Test
    void buildsOnceWhenTheJarIsAbsent() throws Exception {
        Path jdk = fakeJdk("25");
        fakeMaven();
        Files.delete(jar);
        Files.delete(jar.getParent());

        Result first = launch(tree, tree.resolve("npymap"), "info");
        Result second = launch(tree, tree.resolve("npymap"), "info");

        assertThat(first.exit()).isZero();
        assertThat(first.err()).singleElement().asString().startsWith("npymap: building cli/target/npymap.jar");
        assertThat(first.out()).startsWith("java of " + jdk + " in " + tree.toRealPath());
        assertThat(second.err()).isEmpty();
        assertThat(Files.readAllLines(mavenLog)).singleElement().asString().contains("-pl cli -am");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        fakeJdk("25");
        fakeMaven();
        Files.setLastModifiedTime(tree.resolve("cli/src/main/B.java"), FileTime.from(Instant.now()));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));

        assertThat(launch(tree, tree.resolve("npymap")).exit()).isZero();
        assertThat(launch(tree, tree.resolve("npymap")).exit()).isZero();

        assertThat(Files.readAllLines(mavenLog)).hasSize(1);
    }

    @Test
    void showsWhatMavenSaidWhenTheBuildFails() throws Exception {
        fakeJdk("25");
        fakeMaven();
        Files.delete(jar);
        environment.put("FAKE_FAILS", "yes");

        Result result = launch(tree, tree.resolve("npymap"));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("what Maven says", "npymap: the build failed; above is what Maven said");
        assertThat(jar).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void buildsOnceWhenManyStartAtOnce() throws Exception {
        fakeJdk("25");
        fakeMaven();
        Files.delete(jar);
        environment.put("FAKE_SECONDS", "1");

        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(start(tree, "many" + i, tree.resolve("npymap"), "info"));
        }

        for (int i = 0; i < 4; i++) {
            Result result = finish(processes.get(i), "many" + i);
            assertThat(result.exit()).isZero();
            assertThat(result.out()).contains("[info]");
        }
        assertThat(Files.readAllLines(mavenLog)).hasSize(1);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void takesTheLockOfADeadProcess() throws Exception {
        fakeJdk("25");
        fakeMaven();
        Files.delete(jar);
        Process dead = new ProcessBuilder(tools.resolve("sh").toString(), "-c", "exit 0").start();
        dead.waitFor();
        Files.createSymbolicLink(tree.resolve("cli/target/launcher.lock"), Path.of(Long.toString(dead.pid())));

        Result result = launch(tree, tree.resolve("npymap"));

        assertThat(result.exit()).isZero();
        assertThat(leftovers()).isEmpty();
    }

    private Path fakeJdk(String version) throws IOException {
        Path home = jdks.resolve("jdk " + version);
        for (String tool : List.of("java", "javac")) {
            script(home.resolve("bin").resolve(tool), FAKE_JAVA);
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home.toRealPath();
    }

    private void fakeMaven() throws IOException {
        script(tools.resolve("mvn"), FAKE_MAVEN);
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> fail("no %s on the PATH", tool));
    }

    private static void age(Path folder, Instant time) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(file -> {
                try {
                    Files.setLastModifiedTime(file, FileTime.from(time));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private List<String> caches() throws IOException {
        try (Stream<Path> files = Files.list(jar.getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".aot"))
                    .toList();
        }
    }

    /** What a finished launcher should not leave beside the jar. */
    private List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(jar.getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("npymap.jar") && !name.equals("launcher.log"))
                    .filter(name -> !name.matches(CACHE))
                    .toList();
        }
    }

    private Result launch(Path folder, Path command, String... arguments) throws Exception {
        return finish(start(folder, "one", command, arguments), "one");
    }

    private Process start(Path folder, String name, Path command, String... arguments) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(command.toString());
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectOutput(temp.resolve(name + ".out").toFile());
        builder.redirectError(temp.resolve(name + ".err").toFile());
        return builder.start();
    }

    private Result finish(Process process, String name) throws Exception {
        if (!process.waitFor(60, SECONDS)) {
            process.destroyForcibly();
            fail("the launcher did not end within 60 s");
        }
        List<String> err = Files.readAllLines(temp.resolve(name + ".err"), UTF_8);
        return new Result(
                process.exitValue(),
                Files.readAllLines(temp.resolve(name + ".out"), UTF_8),
                err.stream().filter(line -> !line.equals(MAKES_CACHE)).toList(),
                err.contains(MAKES_CACHE));
    }
}
