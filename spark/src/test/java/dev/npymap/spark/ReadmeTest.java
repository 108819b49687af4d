package dev.npymap.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the blocks of README.md that say so. */
class ReadmeTest extends SparkTest {
    private static final Pattern BLOCK = Pattern.compile(
            "<!-- test: skip \\([^)]*ReadmeTest of module spark runs it\\) -->\n```(\\w+)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    /** What the README's first example has NumPy write. */
    @BeforeEach
    void trades() throws IOException {
        DType dtype = DType.of("[('time', '<i8'), ('price', '<f8'), ('pos', [('x', '<f4'), ('y', '<f4')])]");
        NpyArray trades = Npy.create(folder.resolve("trades.npy"), dtype, Shape.of(1000));
        for (int i = 0; i < 1000; i++) {
            trades.longs("time").set(i, i);
            trades.doubles("price").set(i, 0.25 * i);
        }
    }

    private List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../README.md")));
        while (block.find()) {
            if (block.group(1).equals(language)) {
                blocks.add(block.group(2)
                        .replace("trades.npy", folder.resolve("trades.npy").toString()));
            }
        }
        assertThat(blocks)
                .as("blocks of " + language + " that say that this test runs them")
                .isNotEmpty();
        return blocks;
    }

    @Test
    void java() throws Exception {
        for (String block : blocks("java")) {
            Path source = Files.writeString(folder.resolve("Snippet.java"), """
                    import org.apache.spark.sql.*;

                    public class Snippet {
                        public static void run(SparkSession spark) {
                    %s
                        }
                    }
                    """.formatted(block));
            int errors = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
            assertThat(errors).isZero();

            assertThat(run(folder)).contains("pos: struct").contains("[459,30982.5,0.0]");
        }
    }

    private static String run(Path classes) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, UTF_8));
            loader.loadClass("Snippet").getMethod("run", SparkSession.class).invoke(null, SPARK);
        } finally {
            System.setOut(before);
        }
        return printed.toString(UTF_8);
    }

    @Test
    void sql() throws IOException {
        for (String block : blocks("sql")) {
            // With views of its own.
            SparkSession session = SPARK.newSession();
            List<Row> rows = List.of();
            for (String statement : block.strip().split(";", 0)) {
                rows = session.sql(statement).collectAsList();
            }

            assertThat(rows).extracting(Row::toString).containsExactly("[10,2.5]", "[11,2.75]", "[12,3.0]");
        }
    }
}
