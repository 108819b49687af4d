package dev.npymap.bulk;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The layouts of scalars at any alignment, in either byte order, in static final fields as hot code must have them. */
public final class Layouts {
    public static final ValueLayout.OfByte BYTE = JAVA_BYTE;
    public static final ValueLayout.OfShort SHORT_LITTLE = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfShort SHORT_BIG = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    public static final ValueLayout.OfInt INT_LITTLE = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfInt INT_BIG = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    public static final ValueLayout.OfLong LONG_LITTLE = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfLong LONG_BIG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    public static final ValueLayout.OfFloat FLOAT_LITTLE = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfFloat FLOAT_BIG = JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    public static final ValueLayout.OfDouble DOUBLE_LITTLE = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfDouble DOUBLE_BIG = JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Layouts() {}

    /** {@return the dtype of a complex's real part and of its imaginary one} */
    public static DType part(ScalarType complex) {
        ScalarType part = switch (complex.itemSize() / 2) {
            case Float.BYTES -> DType.FLOAT32;
            case Double.BYTES -> DType.FLOAT64;
            default -> DType.LONGDOUBLE;
        };
        return part.withOrder(complex.order());
    }

    /** {@return the primitive type of the layout for a scalar, or {@code null} for a {@code longdouble}, which has none} */
    public static Class<?> carrier(ScalarType dtype) {
        ValueLayout layout = of(dtype);
        return layout == null ? null : layout.carrier();
    }

    /** {@return the layout for a scalar, or {@code null} for a {@code longdouble}, which has none} */
    public static ValueLayout of(ScalarType dtype) {
        boolean real = dtype.kind() == Kind.FLOAT;
        boolean big = isBig(dtype);
        return switch (dtype.itemSize()) {
            case Byte.BYTES -> BYTE;
            case Short.BYTES -> big ? SHORT_BIG : SHORT_LITTLE;
            case Integer.BYTES -> real ? (big ? FLOAT_BIG : FLOAT_LITTLE) : big ? INT_BIG : INT_LITTLE;
            case Long.BYTES -> real ? (big ? DOUBLE_BIG : DOUBLE_LITTLE) : big ? LONG_BIG : LONG_LITTLE;
            default -> null;
        };
    }

    public static boolean isBig(ScalarType dtype) {
        return dtype.order() == ByteOrder.BIG_ENDIAN;
    }
}
