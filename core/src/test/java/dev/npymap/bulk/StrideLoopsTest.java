package dev.npymap.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who gets loops of its own; what the loops do is checked by RunsTest. */
class StrideLoopsTest {
    private static final int LONG_RUN = StrideLoops.Copies.LONG_RUN;

    /** Not by {@code of}: other tests may have used up the strides that it makes classes for. */
    @Test
    void aStrideHasAClassOfItsOwn() {
        assertThat(StrideLoops.Copies.make(36L).getClass())
                .isNotEqualTo(StrideLoops.Copies.make(20L).getClass())
                .isNotEqualTo(ConstantStride.class);
    }

    @Test
    void shortRunsShareOne() {
        assertThat(StrideLoops.of(20, LONG_RUN - 1)).isSameAs(StrideLoops.of(36, LONG_RUN - 1));
        assertThat(StrideLoops.of(36, LONG_RUN)).isSameAs(StrideLoops.of(36, LONG_RUN));
    }
}
