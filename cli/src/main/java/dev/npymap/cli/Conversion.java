package dev.npymap.cli;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.access.DTypeMismatchException;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** Whether elements of one dtype can be written as those of another. */
final class Conversion {
    private Conversion() {}

    /**
     * {@return why they cannot, if so}
     *
     * @param isCast whether numbers may be converted
     */
    static Optional<String> refusal(DType from, DType to, boolean isCast) {
        if (isPossible(() -> none(from).copyTo(none(to)))) {
            return Optional.empty();
        }
        boolean isCastable = isPossible(() -> none(from).castTo(none(to)));
        if (isCast && isCastable) {
            return Optional.empty();
        }
        return Optional.of(
                "its dtype is " + from + ", which differs from " + to + " in more than byte order, padding and titles"
                        + (isCastable ? "; --cast converts numbers" : isCast ? ", and is not cast to it" : ""));
    }

    private static boolean isPossible(Runnable conversion) {
        try {
            conversion.run();
            return true;
        } catch (DTypeMismatchException e) {
            return false;
        }
    }

    private static NpyArray none(DType dtype) {
        return Npy.mapRaw(MemorySegment.NULL, dtype, Shape.of(0), MemoryOrder.C, 0);
    }
}
