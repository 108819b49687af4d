package dev.npymap.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one benchmark class asks.
 *
 * @param id the anchor of its section, and the title of its notes
 * @param benchmark the simple name of the class
 * @param title the heading
 * @param about what is measured, as Markdown
 * @param tasks the words for each task, in the order of the report
 * @param baselines whom ratios are taken to: the first one that did the task
 * @param musts what is to be reached
 */
public record Question(
        String id,
        String benchmark,
        String title,
        String about,
        Map<String, String> tasks,
        List<String> baselines,
        List<Must> musts) {
    /** {@return whether it takes a Spark to answer it} */
    public boolean isAboutSpark() {
        return id.startsWith("spark-");
    }

    String label(Measurement.Group group) {
        String task = tasks.getOrDefault(group.task(), group.task());
        return group.parameters().isEmpty() ? task : task + ", " + Label.parameters(group.parameters());
    }

    /** {@return words for tasks, in this order}: the name of one, and the words, by turns */
    static Map<String, String> tasks(String... pairs) {
        Map<String, String> tasks = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tasks.put(pairs[i], pairs[i + 1]);
        }
        return tasks;
    }
}
