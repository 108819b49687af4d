package dev.npymap.access;

import dev.npymap.bulk.Axes;
import dev.npymap.literal.PythonText;
import java.util.StringJoiner;

/** Whether elements lie where a processor can access them atomically. */
final class Alignment {
    private Alignment() {}

    static void check(Strided elements) {
        if (elements.shape().size() == 0) {
            return;
        }
        long needed = elements.dtype().alignment();
        StringJoiner reasons = new StringJoiner("; ");
        // Of the memory itself: a heap segment is as aligned as its array's elements, and a payload can begin anywhere.
        if (elements.segment().asSlice(elements.baseOffset(), 0).maxByteAlignment() < needed) {
            reasons.add(
                    "element 0 lies at byte " + elements.baseOffset() + " of a segment that begins at a multiple of "
                            + Math.min(needed, elements.segment().maxByteAlignment()));
        }
        Axes axes = elements.axes();
        for (int axis = 0; axis < axes.rank(); axis++) {
            if (axes.length(axis) > 1 && axes.stride(axis) % needed != 0) {
                reasons.add("neighbours along axis " + axis + " are " + axes.stride(axis) + " bytes apart");
            }
        }
        if (reasons.length() > 0) {
            String field = elements.path().isEmpty() ? "" : " in the field " + PythonText.repr(elements.path());
            throw new IllegalArgumentException(elements.dtype() + field
                    + " is not aligned for atomic access, which needs multiples of " + needed + " bytes: " + reasons);
        }
    }
}
