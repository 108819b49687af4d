package dev.npymap.os;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A function of the C library that returns an {@code int} or a {@code long}, and reports errors by -1 and {@code errno}.
 *
 * <p>A call answers as the Linux kernel itself does: a result from 0 upwards, or an error's number, negated. A function
 * that is absent or denied answers {@code ENOSYS}, as one that the kernel lacks: a caller that is ready for old kernels
 * and plain file systems is thereby ready for a JVM without native access.
 *
 * <p>These calls are rare, so their handles are invoked reflectively.
 */
final class CFunction {
    /** A function that is never there. */
    static final CFunction MISSING = new CFunction(null);

    /** A bound, since an interrupted call may have to start anew: some tmpfs then gives back what it reserved. */
    private static final int ATTEMPTS = 100;

    private final MethodHandle handle;

    private CFunction(MethodHandle handle) {
        this.handle = handle;
    }

    /** {@return the function of that name, {@link #MISSING} where it is absent or native access is denied} */
    static CFunction find(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        if (Platform.CURRENT == Platform.OTHER) {
            return MISSING;
        }
        try {
            Linker linker = Linker.nativeLinker();
            Optional<MemorySegment> address = linker.defaultLookup().find(name);
            if (address.isEmpty()) {
                return MISSING;
            }
            Linker.Option[] all = Stream.concat(
                            Arrays.stream(options), Stream.of(Linker.Option.captureCallState("errno")))
                    .toArray(Linker.Option[]::new);
            @SuppressWarnings("restricted") // the purpose of this class; descriptors follow the cited man pages
            MethodHandle handle = linker.downcallHandle(address.get(), descriptor, all);
            return new CFunction(handle);
        } catch (IllegalCallerException | UnsupportedOperationException e) {
            return MISSING; // --illegal-native-access=deny; a JVM without a linker
        }
    }

    /**
     * {@return what the function returned, or the negated number of its error}
     *
     * @param arguments as the descriptor says, but that a {@link Path} stands for a C string
     */
    int call(Object... arguments) {
        return (int) callForLong(arguments);
    }

    /** As {@link #call}, for a function that returns a {@code long}; addresses are such, and never negative. */
    long callForLong(Object... arguments) {
        if (handle == null) {
            return Errno.ENOSYS.result();
        }
        try (Arena arena = Arena.ofConfined()) {
            Object[] converted = arguments.clone();
            for (int i = 0; i < converted.length; i++) {
                if (converted[i] instanceof Path path) {
                    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
                        return Errno.ENOSYS.result(); // inside a zip file, or in memory: C knows no name for it
                    }
                    converted[i] = cString(path, arena);
                }
            }
            StructLayout state = Linker.Option.captureStateLayout();
            MemorySegment captured = arena.allocate(state);
            long result = ((Number) handle.bindTo(captured).invokeWithArguments(converted)).longValue();
            return result >= 0
                    ? result
                    : -captured.get(ValueLayout.JAVA_INT, state.byteOffset(PathElement.groupElement("errno")));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a downcall throws no checked exception", e);
        }
    }

    /** As {@link #call}, but calls again when a signal interrupts, as a profiler's does; {@code EINTR} if all are. */
    int callThroughSignals(Object... arguments) {
        int result = Errno.EINTR.result();
        for (int attempt = 0; attempt < ATTEMPTS && result == Errno.EINTR.result(); attempt++) {
            result = call(arguments);
        }
        return result;
    }

    /**
     * The bytes of a path's name, whatever the locale: the JDK keeps them, {@code toString()} decodes them (not always
     * reversibly), and of public methods only {@code toUri()} shows them all, as escapes. A {@code +} stands for itself
     * there.
     */
    private static MemorySegment cString(Path path, Arena arena) {
        String escaped = path.toUri().getRawPath().replace("+", "%2B");
        return arena.allocateFrom(URLDecoder.decode(escaped, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }
}
