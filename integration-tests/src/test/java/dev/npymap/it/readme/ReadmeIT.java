package dev.npymap.it.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import dev.npymap.it.process.Command;
import dev.npymap.it.process.Mpi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs what README.md shows, in its order, in one folder, so that one block reads the file that another one wrote. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the README's commands are for a Unix shell")
class ReadmeIT {
    private static final Set<String> LANGUAGES = Set.of("java", "python", "sh");
    private static final String FEW_ROWS = " --rows 20000";

    @TempDir(factory = PeerFolder.class)
    private Path folder;

    @Test
    void everyBlockOfCodeIsMarked() throws IOException {
        List<Block> code = Readme.blocks().stream()
                .filter(block -> LANGUAGES.contains(block.language()))
                .toList();

        assertThat(code)
                .filteredOn(block -> block.name().isEmpty())
                .as("blocks that no test runs")
                .isEmpty();
        for (String language : LANGUAGES) {
            assertThat(code)
                    .filteredOn(block -> block.language().equals(language) && !block.isSkipped())
                    .as("blocks of " + language + " in README.md, to compile and run")
                    .isNotEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> blocksRun() throws IOException {
        return Readme.blocks().stream()
                .filter(block -> !block.name().isEmpty() && !block.isSkipped())
                .map(block -> dynamicTest(block.toString(), () -> run(block)));
    }

    private void run(Block block) throws IOException, InterruptedException {
        switch (block.language()) {
            case "java" -> runJava(JavaSnippet.of(block.text(), Readme.imports()));
            case "python" -> runPython(block);
            case "sh" -> runShell(block);
            default -> throw new AssertionError(block + ": nothing runs this language");
        }
    }

    /** Statements are run; a whole file is kept for the shell's commands that run it. */
    private void runJava(JavaSnippet snippet) throws IOException, InterruptedException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        snippet.compile(Readme.CORE_JAR, classes);
        if (snippet.isNamed()) {
            snippet.writeTo(folder);
            return;
        }
        Command.java(
                        folder,
                        "--module-path",
                        Readme.CORE_JAR.toString(),
                        "--add-modules",
                        "dev.npymap",
                        "--enable-native-access=dev.npymap",
                        "-cp",
                        classes.toString(),
                        snippet.className())
                .run()
                .success();
    }

    private void runPython(Block block) throws IOException {
        NumPyPeer peer = Peers.newest(getClass());
        Path script = Files.writeString(folder.resolve("block.py"), block.text());
        peer.runFile(script, folder);
    }

    private void runShell(Block block) throws IOException, InterruptedException {
        if (block.text().contains("mpirun")) {
            Mpi.require(block.toString());
        }
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        Command command = Command.of(folder, "sh", "-euc", here(block.text()))
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("PATH", java + ":" + System.getenv("PATH"));
        Command.Result result = Mpi.settings(command).run();
        result.success();
        assertThat(result.out()).as("what the commands print").isNotBlank();
    }

    /** Paths of the source tree's root, where a user runs the commands, and sizes that suit a test. */
    private static String here(String commands) {
        String jar = Readme.ROOT.relativize(Readme.CORE_JAR).toString();
        return commands.replace(jar, "'" + Readme.CORE_JAR + "'")
                .replaceAll(" --rows [0-9]{4,}", "")
                .replace("./npymap demo", "./npymap demo" + FEW_ROWS)
                .replace("./npymap", "'" + Readme.ROOT.resolve("npymap") + "'");
    }
}
