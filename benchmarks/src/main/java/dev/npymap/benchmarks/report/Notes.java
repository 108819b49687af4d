package dev.npymap.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What people have to say about the numbers: Markdown with a section {@code ## id} for each question, or {@code ## all}. */
final class Notes {
    private static final String HEADING = "## ";
    private final Map<String, String> sections;

    private Notes(Map<String, String> sections) {
        this.sections = sections;
    }

    static Notes none() {
        return new Notes(Map.of());
    }

    /**
     * {@return the notes of a file; none where there is no such file}
     *
     * @throws IOException if it cannot be read, or has a section that belongs to no question
     */
    static Notes read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return none();
        }
        Set<String> known = new HashSet<>(Set.of("all"));
        Questions.all().forEach(q -> known.add(q.id()));
        Map<String, String> sections = new HashMap<>();
        String id = null;
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith(HEADING)) {
                text.append(line).append('\n');
                continue;
            }
            keep(sections, id, text);
            id = line.substring(HEADING.length()).strip();
            if (!known.contains(id)) {
                throw new IOException(file + ": the section '" + id + "' belongs to no question; there are " + known);
            }
        }
        keep(sections, id, text);
        return new Notes(sections);
    }

    /** What stands before the first heading is for the file's own reader. */
    private static void keep(Map<String, String> sections, String id, StringBuilder text) {
        if (id != null && !text.toString().isBlank()) {
            sections.put(id, text.toString().strip());
        }
        text.setLength(0);
    }

    /** {@return the notes of a question, with an empty line before them; empty where there are none} */
    String of(String id) {
        String text = sections.get(id);
        return text == null ? "" : "\n" + text + "\n";
    }
}
