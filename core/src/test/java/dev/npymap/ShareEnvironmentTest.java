package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareEnvironmentTest {
    private static final String LOOKED_FOR = "no share in the environment: looked for OMPI_COMM_WORLD_RANK and"
            + " OMPI_COMM_WORLD_SIZE, or PMI_RANK and PMI_SIZE, or SLURM_PROCID and SLURM_NTASKS";

    @ParameterizedTest
    @CsvSource({"OMPI_COMM_WORLD_RANK, OMPI_COMM_WORLD_SIZE", "PMI_RANK, PMI_SIZE", "SLURM_PROCID, SLURM_NTASKS"})
    void everyLauncherGivesAShare(String rank, String size) {
        assertThat(ShareEnvironment.share(Map.of(rank, "3", size, "8", "HOME", "/")))
                .isEqualTo(Window.share(3, 8));
    }

    /** As in an mpirun inside a Slurm job. */
    @Test
    void theNearestLauncherCounts() {
        Map<String, String> slurm = Map.of("SLURM_PROCID", "0", "SLURM_NTASKS", "1");
        Map<String, String> pmi = Map.of("PMI_RANK", "1", "PMI_SIZE", "2");
        Map<String, String> openMpi = Map.of("OMPI_COMM_WORLD_RANK", "2", "OMPI_COMM_WORLD_SIZE", "3");

        assertThat(ShareEnvironment.share(joined(slurm, pmi))).isEqualTo(Window.share(1, 2));
        assertThat(ShareEnvironment.share(joined(slurm, openMpi))).isEqualTo(Window.share(2, 3));
        assertThat(ShareEnvironment.share(joined(pmi, openMpi))).isEqualTo(Window.share(2, 3));
    }

    private static Map<String, String> joined(Map<String, String> first, Map<String, String> second) {
        Map<String, String> all = new HashMap<>(first);
        all.putAll(second);
        return all;
    }

    @Test
    void withoutALauncherTheMessageTellsWhatWasLookedFor() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ShareEnvironment.share(Map.of("HOME", "/")))
                .withMessage(LOOKED_FOR);
    }

    @Test
    void halfAPairIsRefusedAndTheOtherHalfNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ShareEnvironment.share(Map.of("PMI_RANK", "1")))
                .withMessage("no share in the environment: PMI_RANK is there, but PMI_SIZE is not");
        assertThatIllegalStateException()
                .isThrownBy(() -> ShareEnvironment.share(Map.of("SLURM_NTASKS", "8", "OMPI_COMM_WORLD_RANK", "1")))
                .withMessage(
                        "no share in the environment: OMPI_COMM_WORLD_RANK is there, but OMPI_COMM_WORLD_SIZE is not");
    }

    /** Else every process of the mpirun would be share 0 of 1. */
    @Test
    void halfAPairIsNotPassedOverForAFartherLauncher() {
        Map<String, String> slurm = Map.of("SLURM_PROCID", "0", "SLURM_NTASKS", "1");

        assertThatIllegalStateException()
                .isThrownBy(() -> ShareEnvironment.share(joined(slurm, Map.of("OMPI_COMM_WORLD_SIZE", "4"))))
                .withMessage(
                        "no share in the environment: OMPI_COMM_WORLD_SIZE is there, but OMPI_COMM_WORLD_RANK is not");
        assertThat(ShareEnvironment.share(joined(slurm, Map.of("PMI_RANK", "1", "PMI_SIZE", "2", "HOME", "/"))))
                .isEqualTo(Window.share(1, 2));
        Map<String, String> halfFarther = Map.of("PMI_RANK", "1", "PMI_SIZE", "2", "SLURM_NTASKS", "1");
        assertThat(ShareEnvironment.share(halfFarther)).isEqualTo(Window.share(1, 2));
    }

    @ParameterizedTest
    @CsvSource({"x, 4", "1, x", "4, 4", "-1, 4", "0, 0", "'', 4", "1.0, 4", "99999999999999999999, 4", "' 1', 4"})
    void aPairThatIsNoShareIsShown(String rank, String size) {
        assertThatIllegalStateException()
                .isThrownBy(() -> ShareEnvironment.share(Map.of("PMI_RANK", rank, "PMI_SIZE", size)))
                .withMessage("no share in the environment: PMI_RANK=%s, PMI_SIZE=%s", rank, size)
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPodOfAnIndexedJobIsTheShareOfItsIndex() {
        assertThat(ShareEnvironment.share(Map.of("JOB_COMPLETION_INDEX", "3"), 8))
                .isEqualTo(Window.share(3, 8));
    }

    @Test
    void withoutNAnIndexIsNotEnough() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ShareEnvironment.share(Map.of("JOB_COMPLETION_INDEX", "3")))
                .withMessage(
                        "no share in the environment: JOB_COMPLETION_INDEX is there, and no variable that tells how many"
                                + " indices there are: give N");
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "-1, 8", "x, 8", "'', 8"})
    void anIndexThatIsNoShareIsShown(String index, long of) {
        assertThatIllegalStateException()
                .isThrownBy(() -> ShareEnvironment.share(Map.of("JOB_COMPLETION_INDEX", index), of))
                .withMessage("no share in the environment: JOB_COMPLETION_INDEX=%s, and N is %d", index, of)
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withNAPairCountsBeforeAnIndexAndMustHaveThatSize() {
        Map<String, String> pod = Map.of("JOB_COMPLETION_INDEX", "0", "PMI_RANK", "1", "PMI_SIZE", "2");

        assertThat(ShareEnvironment.share(pod, 2)).isEqualTo(Window.share(1, 2));
        assertThatIllegalStateException()
                .isThrownBy(() -> ShareEnvironment.share(pod, 4))
                .withMessage("expected a share of 4, found PMI_RANK=1, PMI_SIZE=2 in the environment");
    }

    @Test
    void withNHalfAPairIsRefusedToo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ShareEnvironment.share(Map.of("JOB_COMPLETION_INDEX", "0", "PMI_SIZE", "2"), 2))
                .withMessage("no share in the environment: PMI_SIZE is there, but PMI_RANK is not");
    }

    @Test
    void withNTheMessageTellsWhatWasLookedFor() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ShareEnvironment.share(Map.of("HOME", "/"), 2))
                .withMessage(LOOKED_FOR + ", or JOB_COMPLETION_INDEX");
    }

    @Test
    void aShareOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShareEnvironment.share(Map.of("JOB_COMPLETION_INDEX", "0"), 0))
                .withMessage("a share of 0");
    }
}
