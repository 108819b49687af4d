package dev.npymap.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs every benchmark body once, so that none measures something wrong. */
class BenchmarkBodiesTest {
    @ParameterizedTest
    @ValueSource(strings = {"clean", "polluted"})
    void fieldScans(String profile) throws Exception {
        FieldScanBenchmark benchmark = new FieldScanBenchmark();
        benchmark.profile = profile;
        benchmark.setUp();
        try {
            double expected = FieldScanBenchmark.ROWS * FieldScanBenchmark.VALUE;
            assertThat(benchmark.heapArray_sum()).isEqualTo(expected);
            assertThat(benchmark.accessor_sumField()).isEqualTo(expected);
            assertThat(benchmark.accessor_sumDense()).isEqualTo(expected);
            assertThat(benchmark.constantVarHandle_sumField()).isEqualTo(expected);
            assertThat(benchmark.instanceVarHandle_sumField()).isEqualTo(expected);
            assertThat(benchmark.byteBuffer_sumField()).isEqualTo(expected);
            assertThat(benchmark.heapArray_fill()).containsOnly(FieldScanBenchmark.VALUE);
            assertThat(benchmark.accessor_fillDense().toArray()).containsOnly(FieldScanBenchmark.VALUE);
            assertThat(benchmark.accessor_fillField().toArray()).containsOnly(FieldScanBenchmark.VALUE);
            benchmark.constantStride_fillField();
            assertThat(benchmark.accessor_sumField()).isEqualTo(expected);
        } finally {
            benchmark.tearDown();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {64, 65_536, 67_108_864, OffsetSlicingBenchmark.GIBIBYTES_8})
    void offsetSlices(long offset) throws Exception {
        OffsetSlicingBenchmark benchmark = new OffsetSlicingBenchmark();
        benchmark.offset = offset;
        benchmark.setUp();
        try {
            assertThat(benchmark.npymap_window()).isEqualTo(offset);
            assertThat(benchmark.bareChannel_window()).isEqualTo(offset);
        } finally {
            benchmark.tearDown();
        }
    }
}
