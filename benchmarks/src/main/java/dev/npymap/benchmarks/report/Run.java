package dev.npymap.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What JMH's JSON does not say of a run: where and with what it ran, and what NumPy did.
 *
 * @param environment names and values, in the order of the report
 * @param numpy what the script wrote; an object with a {@code problem} where NumPy could not be measured
 */
public record Run(Map<String, String> environment, JsonNode numpy) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Keeps the order. */
    public Run {
        environment = new LinkedHashMap<>(environment);
    }

    /**
     * {@return what stands for NumPy's part where there is none}
     *
     * @param problem why
     */
    public static JsonNode withoutNumpy(String problem) {
        return JSON.createObjectNode().put("problem", problem);
    }

    /**
     * {@return the JSON of a file}
     *
     * @param file to be read
     * @throws IOException if it cannot be read, or is no JSON
     */
    public static JsonNode json(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }

    /**
     * {@return a run that was written before}
     *
     * @param file to be read
     * @throws IOException if it cannot be read, or is no JSON
     */
    public static Run read(Path file) throws IOException {
        JsonNode json = json(file);
        Map<String, String> environment = new LinkedHashMap<>();
        json.path("environment")
                .properties()
                .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
        return new Run(environment, json.path("numpy"));
    }

    /**
     * Writes it as JSON.
     *
     * @param file to be written
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode environmentJson = json.putObject("environment");
        environment.forEach(environmentJson::put);
        json.set("numpy", numpy);
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
    }
}
