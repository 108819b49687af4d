package dev.npymap.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReadOptionsTest {
    private final ReadOptions defaults = ReadOptions.defaults();

    @Test
    void defaultsSuitFilesOfTheWild() {
        assertThat(defaults).isEqualTo(new ReadOptions(1 << 20, 200, 1_000_000, false));
    }

    @Test
    void eachMethodChangesOneOption() {
        assertThat(defaults.maxHeaderBytes(5)).isEqualTo(new ReadOptions(5, 200, 1_000_000, false));
        assertThat(defaults.maxDepth(5)).isEqualTo(new ReadOptions(1 << 20, 5, 1_000_000, false));
        assertThat(defaults.maxValues(5)).isEqualTo(new ReadOptions(1 << 20, 200, 5, false));
        assertThat(defaults.rejectTrailingBytes(true)).isEqualTo(new ReadOptions(1 << 20, 200, 1_000_000, true));
    }

    @Test
    void limitsAreLimited() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.maxHeaderBytes(0))
                .withMessage("limits of 0 header bytes, depth 200, 1000000 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.maxDepth(0))
                .withMessage("limits of 1048576 header bytes, depth 0, 1000000 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.maxDepth(201))
                .withMessage("limits of 1048576 header bytes, depth 201, 1000000 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.maxValues(-1))
                .withMessage("limits of 1048576 header bytes, depth 200, -1 values");
    }
}
