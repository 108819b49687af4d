package dev.npymap.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.npymap.benchmarks.report.Question;
import dev.npymap.benchmarks.report.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** NumPy in a process of its own, over files made as the benchmarks make theirs. */
final class NumpyPeer {
    private static final String SCRIPT = "numpy_cases.py";

    /** The questions that are about files which they make themselves. */
    private static final Set<String> FRESH_FILES = Set.of("first-touch", "shared-write");

    private static final JsonMapper JSON = new JsonMapper();
    private final String python;
    private final SuiteProfile profile;

    NumpyPeer(String python, SuiteProfile profile) {
        this.python = python;
        this.profile = profile;
    }

    /** {@return what the script measured, or an object whose {@code problem} says why it did not} */
    JsonNode measure(List<Question> questions) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("npymap-numpy");
        try {
            System.out.printf("# NumPy: %s%n", python);
            Path config = folder.resolve("config.json");
            Path out = folder.resolve("out.json");
            ObjectNode json = config(folder, questions);
            makeFiles(folder, json.path("questions"));
            JSON.writeValue(config.toFile(), json);
            return run(List.of(python, script(folder).toString(), config.toString(), out.toString()), out);
        } finally {
            FolderState.delete(folder);
        }
    }

    private static JsonNode run(List<String> command, Path out) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            return Run.withoutNumpy("cannot start '" + command.getFirst() + "': " + e.getMessage());
        }
        int exit;
        try {
            exit = process.waitFor();
        } finally {
            process.destroy();
        }
        return exit == 0
                ? Run.json(out)
                : Run.withoutNumpy("'" + command.getFirst() + "' ended with exit code " + exit + ", see its output");
    }

    private ObjectNode config(Path folder, List<Question> questions) {
        ObjectNode json = JSON.createObjectNode();
        json.put("folder", folder.toString());
        json.put("seconds", profile.numpySeconds);
        json.put("repeats", profile.numpyRepeats);
        json.put("rows", Samples.ROWS);
        json.put("window_rows", Samples.WINDOW_ROWS);
        ObjectNode asked = json.putObject("questions");
        for (Question question : questions) {
            Map<String, List<String>> parameters = profile.parameters(Benchmarks.of(question));
            asked.set(question.id(), JSON.valueToTree(parameters));
        }
        return json;
    }

    private static void makeFiles(Path folder, JsonNode questions) throws IOException {
        Set<Integer> rows = new TreeSet<>(Set.of(Samples.ROWS));
        Set<Integer> kibibytes = new TreeSet<>();
        Set<Integer> swappedKibibytes = new TreeSet<>();
        for (Map.Entry<String, JsonNode> question : questions.properties()) {
            question.getValue().path("rows").forEach(n -> rows.add(n.asInt()));
            if (!FRESH_FILES.contains(question.getKey())) {
                question.getValue().path("kibibytes").forEach(n -> kibibytes.add(n.asInt()));
            }
        }
        questions.path("bulk-copy").path("kibibytes").forEach(n -> swappedKibibytes.add(n.asInt()));
        for (int count : rows) {
            Samples.struct(folder, count);
        }
        Samples.dense(folder, Samples.ROWS);
        Samples.wide(folder);
        Samples.longFile(folder);
        for (JsonNode megabytes : questions.path("npz-map").path("member")) {
            Samples.archive(folder, megabytes.asInt());
        }
        for (JsonNode lines : questions.path("csv").path("batch")) {
            Samples.csv(folder, lines.asInt());
        }
        for (int size : kibibytes) {
            Samples.dense(folder, Samples.elements(size));
        }
        for (int size : swappedKibibytes) {
            Samples.swapped(folder, Samples.elements(size));
        }
    }

    private static Path script(Path folder) throws IOException {
        Path script = folder.resolve(SCRIPT);
        try (InputStream resource = NumpyPeer.class.getResourceAsStream(SCRIPT)) {
            Files.copy(resource, script);
        }
        return script;
    }
}
