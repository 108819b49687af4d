package dev.npymap.cli;

import dev.npymap.CreateOptions;
import dev.npymap.NpyParts;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code npymap compact}: one file out of a folder's parts. */
@Command(
        name = "compact",
        description = {
            "Makes one .npy file out of the parts of a folder, as Spark writes them.",
            "The folder stays as it is. An existing file is left as it is, and nobody ever sees half a file."
        })
final class CompactCommand implements Callable<Integer> {
    @Option(names = "--replace", description = "Replace an existing file, in one step.")
    private boolean replace;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "A folder with a _manifest.json.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to make.")
    private Path file;

    private final Console console;

    CompactCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        CreateOptions options = CreateOptions.defaults();
        NpyParts parts = NpyParts.open(folder);
        NpyHeader header = parts.compact(file, replace ? options.replace() : options);
        console.line(file + ": " + header.dtype() + ", shape " + header.shape() + ", " + header.fileSize() + " bytes"
                + Amount.inBrackets(header.fileSize()) + ", from "
                + parts.parts().size()
                + (parts.parts().size() == 1 ? " part" : " parts"));
        return 0;
    }
}
