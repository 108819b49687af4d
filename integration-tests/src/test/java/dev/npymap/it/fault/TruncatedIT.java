package dev.npymap.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.it.fault.AccessReport.Fault;
import dev.npymap.it.fault.AccessReport.Jvm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file is cut short by another process while it is mapped. */
class TruncatedIT {
    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @EnumSource
    void everyAccessThrowsInternalErrorButTheOneThatIsKnownToEndTheJvm(Jvm jvm) throws Exception {
        AccessReport report =
                AccessReport.of(jvm, folder, temporary, EnumSet.allOf(Access.class), new CutShort(folder));

        System.out.println("a file cut short: " + report);
        assertThat(report.outcomes()).hasSize(Access.values().length).hasSizeGreaterThan(60);
        assertThat(Access.WIDENED_INTS).containsAll(report.exceptions().keySet());
    }

    private record CutShort(Path folder) implements Fault {
        @Override
        public void prepare() throws IOException {
            AccessTarget.create(folder, CreateOptions.defaults().replace());
        }

        @Override
        public void strike() throws IOException {
            for (Path file : List.of(AccessTarget.denseFile(folder), AccessTarget.rowsFile(folder))) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(1);
                }
            }
        }
    }
}
