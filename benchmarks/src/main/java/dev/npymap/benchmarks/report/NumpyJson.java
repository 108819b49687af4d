package dev.npymap.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads what the script for NumPy writes: {@code {"numpy": version, "python": version, "cases": [...]}}. */
final class NumpyJson {
    private NumpyJson() {}

    static List<Measurement> measurements(JsonNode numpy) {
        List<Measurement> measurements = new ArrayList<>();
        for (JsonNode one : numpy.path("cases")) {
            Map<String, String> parameters = new HashMap<>();
            one.path("parameters")
                    .properties()
                    .forEach(p -> parameters.put(p.getKey(), p.getValue().asText()));
            // Half of the distance between the fastest and the slowest repeat, beside their median.
            double error = (one.path("max").asDouble() - one.path("min").asDouble()) / 2;
            measurements.add(new Measurement(
                    one.path("question").asText(),
                    one.path("task").asText(),
                    one.path("who").asText(),
                    parameters,
                    false,
                    one.path("median").asDouble(),
                    error,
                    OptionalDouble.empty()));
        }
        return measurements;
    }
}
