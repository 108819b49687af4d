package dev.npymap.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads what JMH's JSON format writes. */
final class JmhJson {
    private JmhJson() {}

    static List<Measurement> read(Path json) throws IOException {
        List<Measurement> measurements = new ArrayList<>();
        for (JsonNode result : new JsonMapper().readTree(json.toFile())) {
            measurements.add(measurement(result));
        }
        return measurements;
    }

    private static Measurement measurement(JsonNode result) throws IOException {
        String name = result.path("benchmark").asText();
        int method = name.lastIndexOf('.');
        int separator = name.indexOf('_', method);
        if (method < 0 || separator < 0) {
            throw new IOException("the benchmark '" + name + "' is not named package.Class.who_task");
        }
        String type = name.substring(name.lastIndexOf('.', method - 1) + 1, method);
        Map<String, String> parameters = new HashMap<>();
        result.path("params")
                .properties()
                .forEach(p -> parameters.put(p.getKey(), p.getValue().asText()));
        JsonNode score = result.path("primaryMetric");
        double unit = nanosOf(score.path("scoreUnit").asText(), name);
        JsonNode allocated = result.path("secondaryMetrics").path("gc.alloc.rate.norm");
        return new Measurement(
                Questions.ofBenchmark(type).id(),
                name.substring(separator + 1),
                name.substring(method + 1, separator),
                parameters,
                "polluted".equals(parameters.get(Measurement.PROFILE)),
                score.path("score").asDouble() * unit,
                error(score.path("scoreError")) * unit,
                allocated.isMissingNode()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(allocated.path("score").asDouble()));
    }

    /** JMH writes "NaN", as text, where there were too few iterations. */
    private static double error(JsonNode error) {
        return error.isNumber() ? error.asDouble() : Double.NaN;
    }

    private static double nanosOf(String unit, String benchmark) throws IOException {
        return switch (unit) {
            case "ns/op" -> 1;
            case "us/op" -> 1e3;
            case "ms/op" -> 1e6;
            case "s/op" -> 1e9;
            default ->
                throw new IOException(
                        "the benchmark '" + benchmark + "' has the unit '" + unit + "', expected a time per operation");
        };
    }
}
