package dev.npymap.it.fault;

import dev.npymap.CreateOptions;
import dev.npymap.it.process.Command.Result;
import dev.npymap.it.process.Command.Running;
import dev.npymap.it.process.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        C1(20, "-XX:TieredStopAtLevel=1 -Xbatch"),
        C2(20, "-XX:TieredStopAtLevel=4 -XX:-TieredCompilation -Xbatch"),
        TIERED(3, "-XX:TieredStopAtLevel=4");

        private final int warmUps;
        private final String flags;

        Jvm(int warmUps, String flags) {
            this.warmUps = warmUps;
            this.flags = flags;
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
     * @param accesses which are tried
     * @param fault what happens to the files
     */
    static AccessReport of(Jvm jvm, Path faulty, Path temporary, Set<Access> accesses, Fault fault) throws Exception {
        Map<Access, String> outcomes = new EnumMap<>(Access.class);
        Path good = Files.createDirectories(temporary.resolve("good"));
        AccessTarget.create(good, CreateOptions.defaults().replace());
        Path go = temporary.resolve("go");
        List<String> flags = new ArrayList<>(List.of(jvm.flags.split(" ", -1)));
        flags.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + temporary.resolve("hs_err.log")));
        Set<Access> rest = EnumSet.copyOf(accesses);
        while (!rest.isEmpty()) {
            Files.deleteIfExists(go);
            fault.prepare();
            String names = rest.stream().map(Access::name).collect(Collectors.joining(","));
            Running program = JavaProgram.of(
                            flags, AccessProgram.class, temporary, faulty, good, go, jvm.warmUps, names)
                    .start();
            while (program.process().isAlive() && !program.lines().contains("mapped")) {
                Thread.sleep(1);
            }
            fault.strike();
            Files.createFile(go);
            Result result = program.await();
            Map<Access, String> found = read(result.out());
            if (!rest.removeAll(found.keySet())) {
                throw new AssertionError("it ended before the first access: " + result);
            }
            outcomes.putAll(found);
        }
        return new AccessReport(jvm, outcomes);
    }

    /** A JVM that dies prints lines of its own. */
    private static Map<Access, String> read(String printed) {
        Map<Access, String> outcomes = new EnumMap<>(Access.class);
        for (String line : printed.lines().toList()) {
            for (Access access : Access.values()) {
                if (line.startsWith(access + " ")) {
                    String outcome = line.split(" ", 3)[1];
                    outcomes.put(access, outcome.equals("begins") ? DEATH : outcome);
                }
            }
        }
        return outcomes;
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
