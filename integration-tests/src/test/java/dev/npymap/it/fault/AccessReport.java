package dev.npymap.it.fault;

import dev.npymap.CreateOptions;
import dev.npymap.it.process.Command.Result;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.race.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of each access to faulty files, in one kind of JVM. The JVM is started anew after an access that ended it.
 *
 * @param jvm the kind of JVM
 * @param outcomes one for each access that was tried
 */
record AccessReport(Jvm jvm, Map<Access, String> outcomes) {
    /** The access threw {@link InternalError}, before it returned. */
    static final String ERROR = "error";

    /** {@link InternalError} came when the access had returned. */
    static final String LATER = "later";

    /** No fault was told. */
    static final String NOTHING = "nothing";

    /** The JVM ended. */
    static final String DEATH = "death";

    /** Which of HotSpot's three ways to run code makes the accesses. */
    enum Jvm {
        INTERPRETER(0, "-Xint"),
        C1(20, "-XX:TieredStopAtLevel=1", "-Xbatch"),
        C2(20, "-XX:TieredStopAtLevel=4", "-XX:-TieredCompilation", "-Xbatch"),
        TIERED(3, "-XX:TieredStopAtLevel=4");

        private final int warmUps;
        private final List<String> flags;

        Jvm(int warmUps, String... flags) {
            this.warmUps = warmUps;
            this.flags = List.of(flags);
        }
    }

    /** What happens to the files. */
    interface Fault {
        /** Makes the files that are to be faulty. */
        void prepare() throws Exception;

        /** Called when they are mapped. */
        void strike() throws Exception;
    }

    /**
     * {@return what came of each access}
     *
     * @param jvm the kind of JVM
     * @param faulty the folder of the files
     * @param temporary an empty folder
     * @param isWrites whether only accesses that write are tried
     * @param fault what happens to them
     */
    static AccessReport of(Jvm jvm, Path faulty, Path temporary, boolean isWrites, Fault fault) throws Exception {
        Map<Access, String> outcomes = new EnumMap<>(Access.class);
        Path good = Files.createDirectories(temporary.resolve("good"));
        AccessTarget.create(good, CreateOptions.defaults().replace());
        Path go = temporary.resolve("go");
        for (int from = 0; from < Access.values().length; ) {
            Files.deleteIfExists(go);
            fault.prepare();
            List<String> flags = new ArrayList<>(jvm.flags);
            flags.addAll(List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:ErrorFile=" + temporary.resolve("hs_err.log")));
            Running program = JavaProgram.of(
                            flags, AccessProgram.class, temporary, faulty, good, go, from, jvm.warmUps, isWrites)
                    .start();
            while (program.process().isAlive() && !program.lines().contains("mapped")) {
                Thread.sleep(1);
            }
            fault.strike();
            Files.createFile(go);
            program.process().waitFor();
            Result result = program.await();
            int last = read(result.out(), outcomes);
            if (result.exit() == 0) {
                break;
            }
            if (last < from) {
                throw new AssertionError("it ended before the first access: " + result);
            }
            from = last + 1;
        }
        return new AccessReport(jvm, outcomes);
    }

    /** Adds the outcomes that the program told, and returns the number of the last access. */
    private static int read(String printed, Map<Access, String> outcomes) {
        int last = -1;
        for (String line : printed.lines().toList()) {
            for (Access access : Access.values()) {
                if (line.startsWith(access + " ")) {
                    String outcome = line.split(" ", 3)[1];
                    outcomes.put(access, outcome.equals("begins") ? DEATH : outcome);
                    last = access.ordinal();
                }
            }
        }
        return last;
    }

    /** {@return the accesses of which something else came than an error} */
    Map<Access, String> exceptions() {
        Map<Access, String> rest = new EnumMap<>(outcomes);
        rest.values().removeIf(ERROR::equals);
        return rest;
    }

    /** {@return how many had each outcome} */
    @Override
    public String toString() {
        return jvm + " " + outcomes.size() + " accesses "
                + outcomes.values().stream()
                        .collect(Collectors.groupingBy(outcome -> outcome, TreeMap::new, Collectors.counting()))
                + " " + exceptions().keySet();
    }
}
