package dev.npymap.cli;

import dev.npymap.Npy;
import dev.npymap.Npz;
import dev.npymap.NpzOptions;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs each command that people wait for once, on a small file, and shows nothing: the launcher has the JVM watch it, and keeps
 * what it has loaded for the next starts. Not for users.
 */
@Command(name = StartUp.NAME, hidden = true)
final class StartUp implements Callable<Integer> {
    static final String NAME = "start-up";

    private static final String DTYPE = "[('id', '<i8'), ('x', '<f8'), ('name', 'S4')]";

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("npymap-start-up").toRealPath();
        Path file = folder.resolve("a.npy");
        Path archive = folder.resolve("a.npz");
        Path csv = folder.resolve("a.csv");
        Path converted = folder.resolve("b.npy");
        try {
            run(List.of("create", "--dtype", DTYPE, "--shape", "3"), file);
            SharedFill.open(file, 2).run(_ -> {});
            Npz.write(archive, NpzOptions.defaults().deflate(), out -> out.add("a", Npy.map(file)));
            for (List<String> command : List.of(
                    List.of("info"),
                    List.of("info", "--json"),
                    List.of("cat", "--rows", "0:2"),
                    List.of("cat", "--format", "csv"),
                    List.of("digest"),
                    List.of("stats"))) {
                run(command, file);
                run(command, archive + "::a");
            }
            for (List<String> command : List.of(List.of("status"), List.of("status", "--json"), List.of("verify"))) {
                run(command, file);
            }
            Files.writeString(csv, "1,0.5,ab\n");
            run(List.of("convert", file.toString()), converted);
            run(List.of("convert", "--replace", "--dtype", DTYPE, csv.toString()), converted);
            run(List.of("append", converted.toString()), csv);
        } finally {
            for (Path made :
                    List.of(file, archive, csv, converted, SharedFill.ledgerOf(file), SharedFill.lockOf(file))) {
                Files.deleteIfExists(made);
            }
            Files.delete(folder);
        }
        return 0;
    }

    private static void run(List<String> command, Object file) throws IOException {
        String[] line = command.toArray(new String[command.size() + 1]);
        line[command.size()] = file.toString();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int exit = Main.run(line, new Console(OutputStream.nullOutputStream(), nowhere, false));
        if (exit != 0) {
            throw new FileSystemException(file.toString(), null, command.getFirst() + " ended with exit code " + exit);
        }
    }
}
