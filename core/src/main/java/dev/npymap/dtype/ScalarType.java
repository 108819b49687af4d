package dev.npymap.dtype;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.npymap.literal.PythonText;
import java.lang.foreign.MemoryLayout;
import java.nio.ByteOrder;
import java.util.Objects;

/** A dtype without parts: a number, a date, text, or raw bytes. */
public final class ScalarType implements DType {
    /** What the bytes of a scalar mean; with the item size it tells the type. */
    public enum Kind {
        /** {@code b}: a byte that is 0 or 1. */
        BOOL('b'),
        /** {@code i}: a signed integer of 1, 2, 4 or 8 bytes. */
        INT('i'),
        /** {@code u}: an unsigned integer of 1, 2, 4 or 8 bytes. */
        UINT('u'),
        /** {@code f}: a float of 2, 4, 8 or 16 bytes. */
        FLOAT('f'),
        /** {@code c}: two floats, in 8, 16 or 32 bytes. */
        COMPLEX('c'),
        /** {@code M}: a point in time in 8 bytes. */
        DATETIME('M'),
        /** {@code m}: a length of time in 8 bytes. */
        TIMEDELTA('m'),
        /** {@code S}: NUL-padded bytes. */
        BYTES('S'),
        /** {@code U}: NUL-padded code points of 4 bytes each. */
        STRING('U'),
        /** {@code V}: raw bytes. */
        VOID('V');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        /** {@return NumPy's character for this kind} */
        public char code() {
            return code;
        }
    }

    private final Kind kind;
    private final int itemSize;
    private final ByteOrder order;
    private final DatetimeUnit unit;
    private final int multiple;

    private ScalarType(Kind kind, int itemSize, ByteOrder order, DatetimeUnit unit, int multiple) {
        this.kind = kind;
        this.itemSize = itemSize;
        // One value for what has no byte order, so that equal dtypes are equal.
        this.order = hasOrder(kind, itemSize) ? order : ByteOrder.LITTLE_ENDIAN;
        this.unit = unit;
        this.multiple = multiple;
    }

    private static boolean hasOrder(Kind kind, int itemSize) {
        return switch (kind) {
            case BOOL, BYTES, VOID -> false;
            case STRING -> true;
            default -> itemSize > 1;
        };
    }

    static ScalarType number(Kind kind, int itemSize) {
        return new ScalarType(kind, itemSize, ByteOrder.LITTLE_ENDIAN, DatetimeUnit.GENERIC, 1);
    }

    static ScalarType flexible(Kind kind, long length, ByteOrder order) {
        int unitSize = kind == Kind.STRING ? Integer.BYTES : 1;
        if (length < 0 || length > Integer.MAX_VALUE / unitSize) {
            throw new IllegalArgumentException("a length of " + length + " for the dtype " + kind.code());
        }
        return new ScalarType(kind, (int) length * unitSize, order, DatetimeUnit.GENERIC, 1);
    }

    static ScalarType time(Kind kind, DatetimeUnit unit, int multiple, ByteOrder order) {
        // NumPy drops the multiple of a generic unit.
        return new ScalarType(kind, Long.BYTES, order, unit, unit == DatetimeUnit.GENERIC ? 1 : multiple);
    }

    /** {@return what the bytes mean} */
    public Kind kind() {
        return kind;
    }

    @Override
    public int itemSize() {
        return itemSize;
    }

    /** {@return the byte order; little-endian for what has none: bool, one-byte integers, {@code S} and {@code V}} */
    public ByteOrder order() {
        return order;
    }

    /** {@return the unit of a {@code datetime64} or {@code timedelta64}; {@code GENERIC} for all else} */
    public DatetimeUnit unit() {
        return unit;
    }

    /** {@return how many units one count stands for: 25 for {@code M8[25s]}; NumPy allows 0; 1 for all that is no date} */
    public int multiple() {
        return multiple;
    }

    /**
     * {@return this date type with another multiple}
     *
     * @param multiple how many units one count stands for, 1 or more
     * @throws IllegalArgumentException if {@code multiple} is less than 1, or this type is neither a {@code datetime64} nor a
     *     {@code timedelta64} with a unit
     */
    public ScalarType withMultiple(int multiple) {
        if (multiple < 1 || unit == DatetimeUnit.GENERIC) {
            throw new IllegalArgumentException("a multiple of " + multiple + " for the dtype " + this);
        }
        return time(kind, unit, multiple, order);
    }

    @Override
    public ScalarType withOrder(ByteOrder order) {
        return new ScalarType(kind, itemSize, Objects.requireNonNull(order), unit, multiple);
    }

    @Override
    public int alignment() {
        return switch (kind) {
            case BYTES, VOID -> 1;
            case STRING -> Integer.BYTES;
            case COMPLEX -> itemSize / 2;
            default -> itemSize;
        };
    }

    @Override
    public MemoryLayout layout() {
        return switch (kind) {
            case BOOL -> JAVA_BOOLEAN;
            case BYTES, VOID -> MemoryLayout.sequenceLayout(itemSize, JAVA_BYTE);
            case STRING -> MemoryLayout.sequenceLayout(itemSize / Integer.BYTES, JAVA_INT_UNALIGNED.withOrder(order));
            case DATETIME, TIMEDELTA -> JAVA_LONG_UNALIGNED.withOrder(order);
            case INT, UINT -> integerLayout();
            case FLOAT -> floatLayout(itemSize);
            case COMPLEX ->
                MemoryLayout.structLayout(
                        floatLayout(itemSize / 2).withName("re"),
                        floatLayout(itemSize / 2).withName("im"));
        };
    }

    private MemoryLayout integerLayout() {
        return switch (itemSize) {
            case 1 -> JAVA_BYTE;
            case 2 -> JAVA_SHORT_UNALIGNED.withOrder(order);
            case 4 -> JAVA_INT_UNALIGNED.withOrder(order);
            default -> JAVA_LONG_UNALIGNED.withOrder(order);
        };
    }

    private MemoryLayout floatLayout(int size) {
        return switch (size) {
            case 2 -> JAVA_SHORT_UNALIGNED.withOrder(order);
            case 4 -> JAVA_FLOAT_UNALIGNED.withOrder(order);
            case 8 -> JAVA_DOUBLE_UNALIGNED.withOrder(order);
            default -> MemoryLayout.sequenceLayout(size, JAVA_BYTE);
        };
    }

    @Override
    public String descr() {
        return PythonText.repr(toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScalarType that
                && kind == that.kind
                && itemSize == that.itemSize
                && order == that.order
                && unit == that.unit
                && multiple == that.multiple;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, itemSize, order, unit, multiple);
    }

    /** {@return NumPy's {@code dtype.str}, as in {@code <f8}} */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        out.append(!hasOrder(kind, itemSize) ? '|' : order == ByteOrder.LITTLE_ENDIAN ? '<' : '>');
        out.append(kind.code()).append(kind == Kind.STRING ? itemSize / Integer.BYTES : itemSize);
        if (unit != DatetimeUnit.GENERIC) {
            out.append('[')
                    .append(multiple == 1 ? "" : multiple)
                    .append(unit.symbol())
                    .append(']');
        }
        return out.toString();
    }
}
