package dev.npymap.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.parallel.ShareStatus.State;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shares without rows: no access to a byte of theirs can fail, and yet they are refused as others are. */
class EmptyShareTest {
    @TempDir
    private Path folder;

    private SharedFill fill;

    @BeforeEach
    void openFill() throws IOException {
        Path file = folder.resolve("big.npy");
        Npy.create(file, DType.INT64, Shape.of(1));
        fill = SharedFill.open(file, 3);
    }

    @Test
    void doneByAWrongThreadLeavesTheClaimAsItIs() throws Exception {
        try (ShareClaim claim = fill.claim(2).orElseThrow();
                ExecutorService another = Executors.newSingleThreadExecutor()) {
            assertThat(claim.array().rows()).isZero();
            another.submit(() -> assertThatExceptionOfType(WrongThreadException.class)
                            .isThrownBy(claim::done)
                            .withMessage("share 2 is mapped for another thread"))
                    .get();
            assertThat(fill.status(2).state()).isEqualTo(State.CLAIMED);
            claim.done();
        }
        assertThat(fill.status(2).state()).isEqualTo(State.DONE);
    }

    @Test
    @SuppressWarnings("MustBeClosed") // closed in the middle, which is what is tested
    void doneAfterItsArenaWasClosedIsRefused() throws IOException {
        Arena arena = Arena.ofConfined();
        try (ShareClaim claim = fill.claim(1, arena).orElseThrow()) {
            arena.close();
            assertThatIllegalStateException()
                    .isThrownBy(claim::done)
                    .withMessage("the arena in which share 1 is mapped is closed");
            assertThat(fill.status(1).state()).isEqualTo(State.CLAIMED);
        }
        assertThat(fill.status(1).state()).isEqualTo(State.FREE);
        assertThat(fill.claim(1)).isPresent().get().satisfies(ShareClaim::close);
    }
}
