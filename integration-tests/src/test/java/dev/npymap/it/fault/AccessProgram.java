package dev.npymap.it.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A process that maps files, waits for a fault to happen to them, and then touches them in every way:
 * {@code AccessProgram FAULTY GOOD GO FROM WARM-UPS WRITES}.
 *
 * <p>FAULTY and GOOD are folders of files as {@link AccessTarget#create} makes them. It prints {@code mapped} and waits until the file
 * GO is there. Of each access from number FROM on, only those that write if WRITES is true, it tells that it {@code begins},
 * and what came of it; if that is missing, the JVM has ended. Each runs as often as told on the good files first, to be
 * compiled.
 */
final class AccessProgram {
    private AccessProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path go = Path.of(arguments[2]);
        int warmUps = Integer.parseInt(arguments[4]);
        AccessTarget heap = AccessTarget.map(Path.of(arguments[1]), null);
        AccessTarget good = AccessTarget.map(Path.of(arguments[1]), heap);
        AccessTarget faulty = AccessTarget.map(Path.of(arguments[0]), heap);
        System.out.println("mapped");
        while (!Files.exists(go)) {
            Thread.sleep(1);
        }
        Set<Access> all = Boolean.parseBoolean(arguments[5]) ? Access.WRITES : Set.of(Access.values());
        for (Access access : Access.values()) {
            if (all.contains(access) && access.ordinal() >= Integer.parseInt(arguments[3])) {
                System.out.println(access + " begins");
                long sum = 0;
                for (int i = 0; i < warmUps; i++) {
                    sum += access.run(good);
                }
                System.out.println(access + " " + outcome(access, faulty) + " " + sum);
            }
        }
    }

    private static String outcome(Access access, AccessTarget faulty) throws InterruptedException {
        boolean isLate = false;
        try {
            access.run(faulty);
            isLate = true;
            settle();
            return AccessReport.NOTHING;
        } catch (InternalError e) {
            return isLate ? AccessReport.LATER : AccessReport.ERROR;
        } catch (RuntimeException e) {
            return e.toString();
        } finally {
            settle();
        }
    }

    /** The JVM throws the error of a fault when the thread next looks whether there is one. */
    private static void settle() throws InterruptedException {
        Thread.sleep(1);
    }
}
