package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.Npy;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.spark.sql.AnalysisException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read is refused when it is loaded, with the path and the reason. */
class BadFilesTest extends SparkTest {
    @TempDir
    private Path folder;

    private AbstractThrowableAssert<?, ?> assertRefused(Path path) {
        return assertThatThrownBy(() -> load(path)).isInstanceOf(AnalysisException.class);
    }

    private Path file(String descr, long... shape) throws IOException {
        Path file = folder.resolve("bad.npy");
        Npy.create(file, DType.of(descr), Shape.of(shape));
        return file;
    }

    @Test
    void noNpyFile() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.npy"), "a,b\n1,2\n");

        assertRefused(file).hasMessageContaining("npy: " + file + ": byte 0: ");
    }

    @Test
    void aShortenedFile() throws IOException {
        Path file = file("<f8", 1000);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(500);
        }

        assertRefused(file).hasMessageContaining("npy: " + file + ": byte 500: ");
    }

    @Test
    void objects() throws IOException {
        String header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n";
        Path file = folder.resolve("bad.npy");
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[10 + text.length + 100];
        System.arraycopy(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0}, 0, bytes, 0, 10);
        System.arraycopy(text, 0, bytes, 10, text.length);
        Files.write(file, bytes);

        assertRefused(file).hasMessageContaining("npy: " + file + ": byte ").hasMessageContaining("pickle");
    }

    @Test
    void longdoublesAndDatesWithoutUnit() throws IOException {
        Path file = file("[('x', '<f8'), ('ld', '<f16'), ('c', '<c32', (2,)), ('t', '<M8'), ('s', [('u', '<m8')])]", 3);

        assertRefused(file)
                .hasMessageContaining("npy: " + file
                        + ": column ld: <f16 is a longdouble, and Spark's longest float is a double"
                        + "; column c: <c32 is a longdouble, and Spark's longest float is a double"
                        + "; column t: <M8 has no unit, so nobody knows what it counts"
                        + "; column s: its field u: <m8 has no unit, so nobody knows what it counts"
                        + ". Without such columns it can be read: give the schema of the others, .schema(\"...\")");
        assertThat(npy().schema("x double").load(file.toString()).collectAsList())
                .hasSize(3);
    }

    @Test
    void rowsThatAreTooLongForAnArray() throws IOException {
        Path file = folder.resolve("bad.npy");
        long length = 1L << 31;
        Files.write(
                file,
                NpyHeader.of(FormatVersion.V1_0, DType.INT8, MemoryOrder.C, Shape.of(0, length))
                        .encode());

        assertRefused(file)
                .hasMessageContaining(
                        "column value: an array of 2147483648 elements in each row, and Spark's have no more"
                                + " than 2^31 - 1");
    }

    @Test
    void filesOfDifferentColumns() throws IOException {
        Npy.create(folder.resolve("a.npy"), DType.of("[('x', '<f8'), ('n', '<i4')]"), Shape.of(3));
        Npy.create(folder.resolve("b.npy"), DType.of("[('x', '<f4'), ('n', '<i4')]"), Shape.of(3));

        assertRefused(folder)
                .hasMessageContaining("npy: " + folder.resolve("b.npy") + ": other columns than in "
                        + folder.resolve("a.npy") + ": expected struct<x:double,n:int>, found struct<x:float,n:int>");
    }

    @Test
    void aFileOfAFolderThatCannotBeRead() throws IOException {
        Npy.create(folder.resolve("a.npy"), DType.FLOAT64, Shape.of(3));
        Files.createFile(folder.resolve("b.npy"));

        assertRefused(folder).hasMessageContaining("npy: " + folder.resolve("b.npy") + ": byte 0: ");
    }

    @Test
    void badOptions() throws IOException {
        Path file = file("<f8", 3);

        assertThatThrownBy(() -> npy().option("partitionBytes", "many")
                        .load(file.toString())
                        .collectAsList())
                .hasMessageContaining("option partitionBytes: expected a size as 64m, found many");
        assertThatThrownBy(() ->
                        npy().option("partitionBytes", 0).load(file.toString()).collectAsList())
                .hasMessageContaining("option partitionBytes: expected 1 or more, found 0");
        assertThatThrownBy(() -> npy().option("timestampType", "date").load(file.toString()))
                .hasMessageContaining("option timestampType: expected TIMESTAMP_NTZ or TIMESTAMP_LTZ, found date");
    }

    @Test
    void textThatIsNoUnicode() throws IOException {
        Path file = file("<U2", 2);
        Npy.map(file, MapMode.READ_WRITE, Window.all()).strings().setCodePoints(new long[] {1}, new int[] {'a', 0xd800
        });

        assertThatThrownBy(() -> load(file).collectAsList())
                .hasStackTraceContaining(
                        file + ": not text: the value 0xd800 at place 1 of a <U2 is no Unicode character");
    }

    @Test
    void datesBeyondSparks() throws IOException {
        Path file = file("<M8[D]", 2);
        Npy.map(file, MapMode.READ_WRITE, Window.all()).datetimes().setCount(1, 1L << 40);

        assertThatThrownBy(() -> load(file).collectAsList())
                .hasStackTraceContaining(file + ": the count 1099511627776 of a <M8[D] is beyond Spark's times");
    }
}
