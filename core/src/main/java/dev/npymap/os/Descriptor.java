package dev.npymap.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.file.Path;

/** A file that is open for C functions: the JDK does not show the descriptors of its own. */
final class Descriptor {
    /** From Linux's {@code asm-generic/fcntl.h}. */
    private static final int O_WRONLY = 1;

    private static final int O_CLOEXEC = 0x80000;

    /** Only on Linux, whose the flags' numbers are. */
    private static final CFunction OPEN = Platform.CURRENT == Platform.LINUX
            ? CFunction.find(
                    "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2))
            : CFunction.MISSING;

    private static final CFunction CLOSE = CFunction.find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Descriptor() {}

    /** {@return the descriptor of a file that is open for writing now, or the result that reports an error} */
    static int openForWriting(Path file) {
        return OPEN.callThroughSignals(file, O_WRONLY | O_CLOEXEC);
    }

    /** Closes one. If nothing was written through it, it has no error to report. */
    static void close(int descriptor) {
        CLOSE.call(descriptor);
    }
}
