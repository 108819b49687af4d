package dev.npymap.parallel;

import static dev.npymap.parallel.Worker.Role.GIVER;
import static dev.npymap.parallel.Worker.Role.MENDER;
import static dev.npymap.parallel.Worker.Role.REOPENER;
import static dev.npymap.parallel.Worker.Role.RUNNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.parallel.Explorer.Outcome;
import dev.npymap.parallel.Explorer.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The real {@link FillProtocol} in a simulated world, in every order of the steps of several processes, with a crash of a process
 * at any step, and power cuts that leave on the disk any mixture of what was not forced. {@code docs/protocol.md} has the table.
 */
class ProtocolExplorerTest {
    /** What is tried; and how many states that has at least, so that none is cut short unseen. */
    enum Case {
        TWO_SHARES(Scenario.of(2, RUNNER, RUNNER).crashes(1), 32_000),
        THREE_PROCESSES(Scenario.of(1, RUNNER, RUNNER, RUNNER).crashes(2), 420_000),
        POWER_CUT(Scenario.of(1, RUNNER, RUNNER).crashes(1).powerCuts(1), 34_000),
        GIVE_BACK_TWO_SHARES(Scenario.of(2, RUNNER, GIVER).latecomer(), 1_100),
        GIVE_BACK_CRASH(Scenario.of(1, RUNNER, RUNNER, GIVER).crashes(1).latecomer(), 100_000),
        REOPEN(Scenario.of(1, RUNNER, RUNNER, REOPENER), 47_000),
        REOPEN_POWER_CUT(Scenario.of(1, RUNNER, REOPENER).crashes(1).powerCuts(1), 87_000),
        REOPEN_POWER_CUTS(Scenario.of(1, RUNNER, REOPENER).crashes(1).powerCuts(2), 260_000),
        REOPEN_WHAT_IS_NOT_DONE(Scenario.of(1, RUNNER, MENDER), 850);

        @SuppressWarnings("ImmutableEnumChecker") // its list is List.of
        private final Scenario scenario;

        private final int states;

        Case(Scenario scenario, int states) {
            this.scenario = scenario;
            this.states = states;
        }

        Scenario scenario() {
            return scenario;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrongInAnyState(Case each) {
        Outcome outcome = Explorer.explore(each.scenario(), Distortion.NONE);

        assertThat(outcome.violation()).isEmpty();
        assertThat(outcome.states()).isGreaterThanOrEqualTo(each.states);
        assertThat(outcome.ends()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aStepThatIsLeftOutOrExchangedIsFound(Distortion distortion) {
        Finding finding = findingOf(distortion);

        assertThat(Explorer.explore(finding.by().scenario(), distortion).violation())
                .contains(finding.violation());
    }

    private record Finding(Case by, String violation) {}

    private static Finding findingOf(Distortion distortion) {
        return switch (distortion) {
            case NONE -> throw new IllegalArgumentException();
            case DATA_IS_NOT_FORCED, DATA_IS_FORCED_AFTER_THE_COMMIT ->
                new Finding(Case.POWER_CUT, "share 0 is done with the values");
            case A_HELD_LOCK_IS_GIVEN_AGAIN -> new Finding(Case.TWO_SHARES, "does not hold the lock");
            case THE_STATE_IS_NOT_READ_AGAIN_UNDER_THE_LOCK ->
                new Finding(Case.TWO_SHARES, "was done, and is not any more");
            case THE_STATE_IS_WRITTEN_BEFORE_THE_CHECKSUM ->
                new Finding(Case.TWO_SHARES, "is done with a wrong checksum");
            case REOPENING_DOES_NOT_FORCE_THE_ROW ->
                new Finding(Case.REOPEN_POWER_CUT, "share 0 was reopened, and a power cut may call it done again");
            case CLAIMING_DOES_NOT_FORCE_THE_ROW_OF_A_DEAD_HOLDER ->
                new Finding(Case.REOPEN_POWER_CUT, "share 0 is done with the values");
            case A_REOPENED_SHARE_IS_FREE_AT_ONCE ->
                new Finding(Case.REOPEN_POWER_CUT, "share 0 is done with the values");
            case SETTLING_DOES_NOT_FORCE_THE_ROW ->
                new Finding(Case.POWER_CUT, "share 0 was settled, and a power cut may lose it");
            case THE_LOCK_IS_FREED_BEFORE_THE_LAST_WORD ->
                new Finding(Case.TWO_SHARES, "in the hands of a process that does not hold its lock");
            case THE_LOCK_IS_KEPT -> new Finding(Case.TWO_SHARES, "holds a lock between two claims");
        };
    }
}
