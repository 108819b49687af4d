package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlaceholderIT {
    @Test
    void jarsAreBuilt() {
        assertThat(Path.of(System.getProperty("npymap.root"))).isDirectoryContaining("glob:**pom.xml");
        assertThat(Files.exists(Path.of(System.getProperty("npymap.core.jar")))).isTrue();
        assertThat(Files.exists(Path.of(System.getProperty("npymap.cli.jar")))).isTrue();
    }
}
