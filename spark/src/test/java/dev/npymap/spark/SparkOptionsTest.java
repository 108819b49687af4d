package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class SparkOptionsTest {
    @Test
    void theTestsRunWithTheOptionsThatSparkGivesItsOwnProcesses() {
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
                .contains(JavaModuleOptions.defaultModuleOptionArray());
    }
}
