package dev.npymap.it.matrix;

import dev.npymap.access.StringAccessor;
import dev.npymap.it.matrix.Formula.CodePoints;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Text of 32-bit values, of which not all are characters. */
final class Ucs4 {
    private Ucs4() {}

    static byte[] encode(int[] values, ByteOrder order) {
        ByteBuffer out = ByteBuffer.allocate(values.length * Integer.BYTES).order(order);
        out.asIntBuffer().put(values);
        return out.array();
    }

    /** The element as a {@code String} gives it; what is no text must be refused as one. */
    static CodePoints throughString(StringAccessor accessor, long[] index) {
        CodePoints stored = CodePoints.of(accessor.getCodePoints(index));
        try {
            String text = accessor.get(index);
            return stored.isText() ? CodePoints.of(text.codePoints().toArray()) : CodePoints.of(-1);
        } catch (IllegalStateException e) {
            if (stored.isText()) {
                throw e;
            }
            return stored;
        }
    }
}
