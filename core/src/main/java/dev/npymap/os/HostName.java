package dev.npymap.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * The name of this machine, or of the container that it seems to be. Unlike the JDK's {@code InetAddress.getLocalHost()} this
 * asks no name server, which may take seconds to say nothing.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/gethostname.2.html">gethostname(2)</a>
 */
public final class HostName {
    /** The name; without native access what the shell's environment says, and empty if it says nothing. */
    public static final String CURRENT = find();

    /** POSIX's limit is 255. */
    private static final int SIZE = 256;

    private HostName() {}

    private static String find() {
        CFunction function = CFunction.find("gethostname", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(SIZE + 1L);
            if (function.call(name, (long) SIZE) == 0) {
                return name.getString(0, StandardCharsets.UTF_8);
            }
        }
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            String name = System.getenv(variable);
            if (name != null) {
                return name;
            }
        }
        return "";
    }
}
