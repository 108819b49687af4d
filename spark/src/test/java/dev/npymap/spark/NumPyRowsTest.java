package dev.npymap.spark;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What Spark reads of a file of every dtype is what NumPy says of it: src/test/python/spark_files.py made files and answers. */
class NumPyRowsTest extends SparkTest {
    private static Path folder() {
        try {
            return Path.of(NumPyRowsTest.class.getResource("npy/expected.json").toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<JsonNode> cases() throws IOException {
        JsonNode cases =
                new ObjectMapper().readTree(folder().resolve("expected.json").toFile());
        return StreamSupport.stream(cases.spliterator(), false).toList();
    }

    @Test
    void everyFileHasAnAnswer() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".npy")))
                    .hasSizeGreaterThan(100)
                    .containsExactlyInAnyOrderElementsOf(cases().stream()
                            .map(one -> one.get("file").asText())
                            .toList());
        }
    }

    @TestFactory
    Stream<DynamicTest> rowsAreWhatNumPySays() throws IOException {
        return cases().stream().map(one -> dynamicTest(one.get("file").asText(), () -> check(one)));
    }

    private static void check(JsonNode expected) {
        Dataset<Row> table = load(folder().resolve(expected.get("file").asText()));

        assertThat(columns(table.schema())).isEqualTo(expected.get("columns").asText());
        List<Row> rows = table.collectAsList();
        assertThat(rows).hasSize(expected.get("rows").size());
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = expected.get("rows").get(i);
            assertThat(isAlike(rows.get(i), row))
                    .as("row %s: expected %s, read %s", i, row, rows.get(i))
                    .isTrue();
        }
    }

    private static String columns(StructType schema) {
        return Arrays.stream(schema.fields())
                .map(field -> field.name() + ":" + field.dataType().simpleString())
                .collect(joining(","));
    }

    private static boolean isAlike(Object read, JsonNode expected) {
        return switch (read) {
            case null -> expected.isNull();
            case Row row -> isAlike(row, expected);
            case scala.collection.Seq<?> array -> {
                boolean alike = array.length() == expected.size();
                for (int i = 0; alike && i < array.length(); i++) {
                    alike = isAlike(array.apply(i), expected.get(i));
                }
                yield alike;
            }
            case Boolean value -> expected.isBoolean() && value == expected.asBoolean();
            // The text is that of the float widened, so that nothing is rounded.
            case Float value -> isSame(value, expected);
            case Double value -> isSame(value, expected);
            case byte[] value -> Arrays.equals(value, HexFormat.of().parseHex(expected.asText()));
            case LocalDate value -> value.equals(LocalDate.parse(expected.asText()));
            case LocalDateTime value -> value.equals(LocalDateTime.parse(expected.asText()));
            case Duration value -> micros(value) == expected.asLong();
            case Period value -> value.toTotalMonths() == expected.asLong();
            default -> read.toString().equals(expected.asText());
        };
    }

    private static boolean isAlike(Row row, JsonNode expected) {
        String[] names = row.schema().fieldNames();
        boolean alike = names.length == expected.size();
        for (int i = 0; alike && i < names.length; i++) {
            alike = expected.has(names[i]) && isAlike(row.get(i), expected.get(names[i]));
        }
        return alike;
    }

    private static boolean isSame(double read, JsonNode expected) {
        return Double.doubleToLongBits(read) == Double.doubleToLongBits(real(expected.asText()));
    }

    private static long micros(Duration duration) {
        return duration.getSeconds() * 1_000_000 + duration.getNano() / 1000;
    }

    /** Python writes infinity and not-a-number in words of its own. */
    private static double real(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
