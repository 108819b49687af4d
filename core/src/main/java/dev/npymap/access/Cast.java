package dev.npymap.access;

import dev.npymap.bulk.CastReader;
import dev.npymap.bulk.CastWriter;
import dev.npymap.bulk.Layouts;
import dev.npymap.bulk.LongDoubleBits;
import dev.npymap.bulk.Moves;
import dev.npymap.bulk.PairedRuns;
import dev.npymap.bulk.Runs;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import dev.npymap.literal.PythonText;
import java.lang.foreign.Arena;
import java.util.EnumSet;
import java.util.Set;

/** Converts numbers to another dtype, block by block through an array of {@code long}s or of {@code double}s. */
final class Cast {
    private static final int BLOCK = 512;
    private static final Set<Kind> INTEGERS = EnumSet.of(Kind.BOOL, Kind.INT, Kind.UINT);

    private Cast() {}

    /** What {@link Strided#castTo} says. */
    static void cast(Strided source, Strided target) {
        if (Moves.alike(source.dtype(), target.dtype())) {
            ElementCopy.copy(source, target);
            return;
        }
        checkTypes(source, target);
        ElementCopy.checkPair(source, target);
        if (source.size() == 0) {
            return;
        }
        if (!Overlap.of(source, target)) {
            apart(source, target);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            apart(ElementCopy.between(arena, source), target);
        }
    }

    private static void checkTypes(Strided source, Strided target) {
        if (!isNumber(source.dtype())) {
            throw new DTypeMismatchException(
                    "a number to cast to " + PythonText.shortened(target.dtype().toString()),
                    source.dtype(),
                    source.path());
        }
        boolean complex = isComplex(source);
        if (!isNumber(target.dtype()) || (complex && !isComplex(target))) {
            throw new DTypeMismatchException(
                    "a " + (complex ? "complex " : "") + "number to cast " + source.dtype() + " to",
                    target.dtype(),
                    target.path());
        }
    }

    private static boolean isNumber(DType dtype) {
        return dtype instanceof ScalarType scalar
                && (INTEGERS.contains(scalar.kind()) || scalar.kind() == Kind.FLOAT || scalar.kind() == Kind.COMPLEX);
    }

    private static boolean isComplex(Strided elements) {
        return elements.dtype() instanceof ScalarType scalar && scalar.kind() == Kind.COMPLEX;
    }

    /** Casts numbers that have no byte in common. */
    private static void apart(Strided source, Strided target) {
        if (!isComplex(target)) {
            numbers(source, target);
        } else if (isComplex(source)) {
            numbers(part(source, 0), part(target, 0));
            numbers(part(source, 1), part(target, 1));
        } else {
            numbers(source, part(target, 0));
            zero(part(target, 1));
        }
    }

    /** The real or the imaginary parts of complex numbers. */
    private static Strided part(Strided complex, int place) {
        ScalarType type = (ScalarType) complex.dtype();
        DType part = Layouts.part(type);
        return new Strided(
                complex.segment(),
                part,
                complex.baseOffset() + (long) place * part.itemSize(),
                complex.shape(),
                complex.strides());
    }

    private static void zero(Strided floats) {
        for (int at = 0; at < floats.dtype().itemSize(); at += Integer.BYTES) {
            int part = at;
            floats.forEachRun(
                    (offset, stride, count, _) -> Runs.fill(floats.segment(), false, offset + part, stride, count, 0));
        }
    }

    private static void numbers(Strided source, Strided target) {
        if (Moves.alike(source.dtype(), target.dtype())) {
            ElementCopy.copy(source, target);
            return;
        }
        int block = (int) Math.min(BLOCK, source.size());
        ScalarType from = (ScalarType) source.dtype();
        ScalarType to = (ScalarType) target.dtype();
        CastReader reader = new CastReader(source.segment(), from, block);
        CastWriter writer = new CastWriter(target.segment(), to, block);
        PairedRuns runs = PairedRuns.of(source.baseOffset(), target.baseOffset(), ElementCopy.axes(source, target));
        if (INTEGERS.contains(from.kind()) || isWideInteger(from, to)) {
            long[] values = new long[block];
            boolean unsigned = (INTEGERS.contains(from.kind()) ? from : to).kind() == Kind.UINT;
            runs.forEach((at, stride, targetAt, targetStride, count) -> {
                for (int i = 0; i < count; i += block) {
                    int part = Math.min(block, count - i);
                    reader.read(at + i * stride, stride, part, unsigned, values);
                    writer.write(values, unsigned, targetAt + i * targetStride, targetStride, part);
                }
            });
        } else {
            double[] values = new double[block];
            boolean odd = to.kind() != Kind.FLOAT || to.itemSize() != Double.BYTES;
            // As NumPy does, and so rounded twice.
            boolean byFloat =
                    from.itemSize() == LongDoubleBits.BYTES && to.kind() == Kind.FLOAT && to.itemSize() == Short.BYTES;
            runs.forEach((at, stride, targetAt, targetStride, count) -> {
                for (int i = 0; i < count; i += block) {
                    int part = Math.min(block, count - i);
                    reader.read(at + i * stride, stride, part, odd, values);
                    for (int k = 0; k < part && byFloat; k++) {
                        values[k] = (float) values[k];
                    }
                    writer.write(values, targetAt + i * targetStride, targetStride, part);
                }
            });
        }
    }

    /** Whether no double holds every integer of the result: 64 bits of a long double. */
    private static boolean isWideInteger(ScalarType from, ScalarType to) {
        return from.itemSize() == LongDoubleBits.BYTES && to.itemSize() == Long.BYTES && INTEGERS.contains(to.kind());
    }
}
