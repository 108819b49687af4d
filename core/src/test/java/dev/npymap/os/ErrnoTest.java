package dev.npymap.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrnoTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENOTSUP") // may be EOPNOTSUPP by another name
    void isFoundByItsResult(Errno errno) {
        assertThat(Errno.of(errno.result())).isEqualTo(errno);
    }

    @Test
    void everyResultButANegativeOneIsSuccess() {
        assertThat(Errno.of(7)).isEqualTo(Errno.NONE);
    }

    @Test
    void isDescribedByTextAndName() {
        assertThat(Errno.describe(Errno.EDQUOT.result())).isEqualTo("Disk quota exceeded (EDQUOT)");
    }

    @Test
    void unknownOneIsDescribedByItsNumber() {
        assertThat(Errno.of(-4711)).isEqualTo(Errno.OTHER);
        assertThat(Errno.describe(-4711)).isEqualTo("Unknown error (errno 4711)");
    }
}
