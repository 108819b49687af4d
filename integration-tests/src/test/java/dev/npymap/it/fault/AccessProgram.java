package dev.npymap.it.fault;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that maps files, waits for a fault to happen to them, and then touches them in every way:
 * {@code AccessProgram FAULTY GOOD GO WARM-UPS ACCESS,ACCESS...}.
 *
 * <p>FAULTY and GOOD are folders of files as {@link AccessTarget#create} makes them. It prints {@code mapped} and waits until the
 * file GO is there. Of each access it tells that it {@code begins}, and what came of it; where that is missing, the JVM has
 * ended. Each runs as often as told on the good files first, to be compiled.
 */
final class AccessProgram {
    private AccessProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path go = Path.of(arguments[2]);
        int warmUps = Integer.parseInt(arguments[3]);
        AccessTarget heap = AccessTarget.map(Path.of(arguments[1]), null);
        AccessTarget good = AccessTarget.map(Path.of(arguments[1]), heap);
        AccessTarget faulty = AccessTarget.map(Path.of(arguments[0]), heap);
        System.out.println("mapped");
        while (!Files.exists(go)) {
            Thread.sleep(1);
        }
        for (String name : arguments[4].split(",", -1)) {
            Access access = Access.valueOf(name);
            System.out.println(access + " begins");
            long sum = 0;
            for (int i = 0; i < warmUps; i++) {
                sum += access.run(good);
            }
            System.out.println(access + " " + outcome(access, faulty) + " " + sum);
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
