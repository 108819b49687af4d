package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The accessors of primitive types differ in the names of their types and in nothing else. Java has no generics over
 * primitives, and a shared method could be a call in a hot loop, so this test keeps their sources alike instead.
 */
class AlikeAccessorsTest {
    @ParameterizedTest
    @CsvSource({"Float, float, Float", "Int, int, Integer", "Long, long, Long", "Short, short, Short"})
    void sourcesAreAlike(String name, String primitive, String box) throws IOException {
        String expected = code("Double")
                .replace("DoubleAccessor", name + "Accessor")
                .replace("OfDouble", "Of" + name)
                .replace("Double.BYTES", box + ".BYTES")
                .replace("JAVA_DOUBLE_", "JAVA_" + primitive.toUpperCase(Locale.ROOT) + "_")
                .replaceAll("\\bdouble\\b", primitive);

        assertThat(code(name).replaceAll("\\s+", " ")).isEqualTo(expected.replaceAll("\\s+", " "));
    }

    @Test
    void atomicSourcesAreAlike() throws IOException {
        String expected = code("AtomicLong")
                .replace("AtomicLongAccessor", "AtomicIntAccessor")
                .replace("JAVA_LONG", "JAVA_INT")
                .replace("(long)", "(int)")
                .replaceAll("\\blong (?=value|delta|expected|found|\\w+\\((?!ByteOrder))", "int ");

        assertThat(code("AtomicInt").replaceAll("\\s+", " ")).isEqualTo(expected.replaceAll("\\s+", " "));
    }

    /** The code of an accessor, without comments, imports, the types it takes, unsigned reads, and reductions. */
    private static String code(String name) throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/npymap/access", name + "Accessor.java"));
        return source.substring(source.indexOf("public final class"))
                .replaceAll("(?s)/\\*\\*.*?\\*/", "")
                .replaceAll("(?s)public \\w+ getUnsigned.*?\\n    }\\n", "")
                .replaceAll("(?s)public \\w+ (min|max)\\(.*?\\n    }\\n", "")
                .replaceAll("(?s)@Override\\s+\\w+ blocks\\(.*?\\n    }\\n", "")
                .replaceAll("extends \\w+", "extends Accessor")
                .replaceAll("(?s)super\\(.*?\\);", "super();");
    }
}
