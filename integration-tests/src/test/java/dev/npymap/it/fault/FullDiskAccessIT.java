package dev.npymap.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.CreateOptions;
import dev.npymap.it.fault.AccessReport.Fault;
import dev.npymap.it.fault.AccessReport.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sparse file is written to when the disk is full. */
class FullDiskAccessIT {
    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @EnumSource
    void everyWriteThrowsInternalErrorButThoseThatAreKnownToEndTheJvm(OwnDisk.Kind kind) throws Exception {
        try (OwnDisk disk = OwnDisk.make(kind, folder, getClass())) {
            // Where a read takes a block too, it meets the fault before an unguarded function does.
            Set<Access> deadly = kind == OwnDisk.Kind.EXT4 ? Access.READ_MODIFY_WRITES : EnumSet.noneOf(Access.class);
            Fault fault = new Full(disk);
            for (Jvm jvm : Jvm.values()) {
                AccessReport report = AccessReport.of(jvm, disk.folder(), temporary, Access.WRITES, fault);

                System.out.println("a full " + kind + ": " + report);
                assertThat(report.outcomes().keySet()).isEqualTo(Access.WRITES);
                assertThat(report.exceptions().values()).allMatch(AccessReport.DEATH::equals);
                assertThat(deadly).containsAll(report.exceptions().keySet());
            }
        }
    }

    private record Full(OwnDisk disk) implements Fault {
        @Override
        public void prepare() throws Exception {
            if (!AccessTarget.denseFile(disk.folder()).toFile().exists()) {
                AccessTarget.create(disk.folder(), CreateOptions.defaults().sparse());
                disk.fill();
            }
        }

        @Override
        public void strike() throws IOException {
            assertThat(disk.folder().toFile().getUsableSpace()).isLessThan(4096);
        }
    }
}
