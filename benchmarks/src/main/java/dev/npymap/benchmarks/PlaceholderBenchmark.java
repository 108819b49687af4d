package dev.npymap.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Keeps the module building until the first real benchmark. */
@State(Scope.Thread)
public class PlaceholderBenchmark {
    /** Creates a benchmark. */
    public PlaceholderBenchmark() {}

    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }
}
