package dev.npymap.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, 64, LINUX",
        "Mac OS X, 64, MACOS",
        "Linux, 32, OTHER",
        "Windows 11, 64, OTHER",
        "AIX, 64, OTHER",
        "Linux,, OTHER"
    })
    void isKnownByNameAndWidth(String name, String bits, Platform platform) {
        assertThat(Platform.of(name, bits)).isEqualTo(platform);
    }
}
