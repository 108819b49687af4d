package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A test of CSV files in a folder of its own. */
abstract class CsvConversion {
    static final String POINTS = "[('id', '<i4'), ('x', '<f8'), ('name', 'S3')]";

    @TempDir
    Path folder;

    Path out() {
        return folder.resolve("out.npy");
    }

    Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    /** Converts a file, of which each option is an argument. */
    Cli.Result convert(String text, String... options) throws IOException {
        List<Object> line = new ArrayList<>(List.of("convert"));
        line.addAll(List.of(options));
        line.add(csv(text));
        line.add(out());
        return Cli.run(line.toArray());
    }

    NpyArray converted(String text, String... options) throws IOException {
        assertThat(convert(text, options).err()).isEmpty();
        return Npy.map(out());
    }

    void assertFails(String text, String message, String... options) throws IOException {
        assertThat(convert(text, options))
                .isEqualTo(new Cli.Result(1, "", "npymap: " + folder.resolve("t.csv") + ": " + message + "\n"));
        assertThat(Cli.names(folder)).containsExactly("t.csv");
    }
}
