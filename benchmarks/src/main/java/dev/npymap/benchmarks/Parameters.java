package dev.npymap.benchmarks;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Param;

/** The parameters of benchmark classes. */
final class Parameters {
    private Parameters() {}

    /** {@return a class's parameters: their values in the annotations, or others where they are given} */
    static Map<String, List<String>> merged(Class<? extends FolderState> benchmark, Map<String, List<String>> others) {
        Map<String, List<String>> merged = new TreeMap<>();
        for (Field field : benchmark.getFields()) {
            Param param = field.getAnnotation(Param.class);
            if (param != null) {
                merged.put(field.getName(), others.getOrDefault(field.getName(), List.of(param.value())));
            }
        }
        return merged;
    }
}
