package dev.npymap.benchmarks;

import dev.npymap.benchmarks.report.Question;

/** The classes that ask the questions. */
final class Benchmarks {
    private Benchmarks() {}

    static Class<? extends FolderState> of(Question question) {
        String name = Benchmarks.class.getPackageName() + "." + question.benchmark();
        try {
            return Class.forName(name).asSubclass(FolderState.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("the question '" + question.id() + "' has no class " + name, e);
        }
    }
}
