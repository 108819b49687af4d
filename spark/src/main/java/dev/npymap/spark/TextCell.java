package dev.npymap.spark;

import dev.npymap.dtype.DType;
import java.lang.foreign.MemorySegment;
import org.apache.spark.unsafe.types.UTF8String;

/** Writes strings as {@code U}: a number of code points, of four bytes each, padded with NULs. */
final class TextCell {
    private TextCell() {}

    static Cell of(String column, int width, boolean isNullable) {
        DType dtype = DType.string(width);
        return Cell.of(column, dtype, isNullable, (row, i, to, at) -> {
            UTF8String text = row.getUTF8String(i);
            if (!text.isValid()) {
                throw new UnfitColumnException(column, "a string that is no UTF-8");
            }
            int count = put(text.getBytes(), to, at, width);
            if (count > width) {
                throw new UnfitColumnException(
                        column, "a string of " + count + " characters, and " + dtype + " holds " + width);
            }
            if (count > 0 && to.get(Cells.INT, at + (count - 1) * 4L) == 0) {
                throw new UnfitColumnException(column, "a string that ends with NUL, which " + dtype + " would lose");
            }
            to.asSlice(at + count * 4L, (width - count) * 4L).fill((byte) 0);
        });
    }

    /** Puts as many code points as there is room for; returns how many there are. */
    private static int put(byte[] utf8, MemorySegment to, long at, int width) {
        int count = 0;
        for (int i = 0; i < utf8.length; count++) {
            int lead = utf8[i];
            int length = lead >= 0 ? 1 : lead < (byte) 0xe0 ? 2 : lead < (byte) 0xf0 ? 3 : 4;
            int point = lead >= 0 ? lead : lead & (0x7f >> length);
            for (int k = 1; k < length; k++) {
                point = point << 6 | (utf8[i + k] & 0x3f);
            }
            i += length;
            if (count < width) {
                to.set(Cells.INT, at + count * 4L, point);
            }
        }
        return count;
    }
}
