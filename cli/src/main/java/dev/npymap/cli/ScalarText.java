package dev.npymap.cli;

import dev.npymap.access.BooleanAccessor;
import dev.npymap.access.ByteAccessor;
import dev.npymap.access.BytesAccessor;
import dev.npymap.access.DatetimeAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.FloatAccessor;
import dev.npymap.access.HalfAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.LongDoubleAccessor;
import dev.npymap.access.LongDoubleFormat;
import dev.npymap.access.ShortAccessor;
import dev.npymap.access.Strided;
import dev.npymap.access.StringAccessor;
import dev.npymap.dtype.DatetimeUnit;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.function.LongFunction;

/** Writes the scalar that begins at a byte of a segment. */
@FunctionalInterface
interface ScalarText {
    /** The count that means not-a-time. */
    long NOT_A_TIME = Long.MIN_VALUE;

    /** Takes the text of a scalar. */
    interface Sink {
        /** Takes a number, {@code true} or {@code false}. */
        void literal(String text) throws IOException;

        /** Takes any text. */
        void text(String text) throws IOException;

        /** Takes what would be a text but for its surrogates, each of which was stored as a character of its own. */
        void surrogates(int[] codePoints) throws IOException;
    }

    void write(long offset, Sink sink) throws IOException;

    /** {@return a writer of scalars of one type, which is no complex one} */
    static ScalarText of(ScalarType type, MemorySegment segment) {
        // An element that begins at every byte: what an accessor takes for an index is an offset then, so that one
        // serves
        // a type wherever it lies.
        long places = Math.max(0, segment.byteSize() - type.itemSize() + 1);
        Strided bytes = new Strided(segment, type, 0, Shape.of(places), new long[] {1});
        return switch (type.kind()) {
            case BOOL -> {
                BooleanAccessor booleans = BooleanAccessor.of(bytes);
                yield literal(offset -> Boolean.toString(booleans.get(offset)));
            }
            case INT -> signed(bytes, type.itemSize());
            case UINT -> unsigned(bytes, type.itemSize());
            case FLOAT -> floating(bytes, type.itemSize());
            case DATETIME -> datetime(bytes, type.unit());
            case TIMEDELTA -> {
                LongAccessor counts = LongAccessor.of(bytes);
                yield (offset, sink) -> count(counts.get(offset), sink);
            }
            case BYTES, STRING -> {
                StringAccessor strings = StringAccessor.of(bytes);
                yield (offset, sink) -> string(strings.getCodePoints(offset), sink);
            }
            case VOID -> {
                BytesAccessor raw = BytesAccessor.of(bytes);
                yield (offset, sink) -> sink.text(HexFormat.of().formatHex(raw.get(offset)));
            }
            case COMPLEX -> throw new IllegalArgumentException("a complex number is two scalars: " + type);
        };
    }

    private static ScalarText literal(LongFunction<String> read) {
        return (offset, sink) -> sink.literal(read.apply(offset));
    }

    private static ScalarText signed(Strided bytes, int size) {
        return switch (size) {
            case Byte.BYTES -> {
                ByteAccessor values = ByteAccessor.of(bytes);
                yield literal(offset -> Byte.toString(values.get(offset)));
            }
            case Short.BYTES -> {
                ShortAccessor values = ShortAccessor.of(bytes);
                yield literal(offset -> Short.toString(values.get(offset)));
            }
            case Integer.BYTES -> {
                IntAccessor values = IntAccessor.of(bytes);
                yield literal(offset -> Integer.toString(values.get(offset)));
            }
            default -> {
                LongAccessor values = LongAccessor.of(bytes);
                yield literal(offset -> Long.toString(values.get(offset)));
            }
        };
    }

    private static ScalarText unsigned(Strided bytes, int size) {
        return switch (size) {
            case Byte.BYTES -> {
                ByteAccessor values = ByteAccessor.of(bytes);
                yield literal(offset -> Integer.toString(values.getUnsigned(offset)));
            }
            case Short.BYTES -> {
                ShortAccessor values = ShortAccessor.of(bytes);
                yield literal(offset -> Integer.toString(values.getUnsigned(offset)));
            }
            case Integer.BYTES -> {
                IntAccessor values = IntAccessor.of(bytes);
                yield literal(offset -> Long.toString(values.getUnsigned(offset)));
            }
            default -> {
                LongAccessor values = LongAccessor.of(bytes);
                yield literal(offset -> Long.toUnsignedString(values.get(offset)));
            }
        };
    }

    private static ScalarText floating(Strided bytes, int size) {
        return switch (size) {
            case Short.BYTES -> {
                HalfAccessor values = HalfAccessor.of(bytes);
                yield number(offset -> ShortestText.ofHalf(values.getBits(offset)));
            }
            case Float.BYTES -> {
                FloatAccessor values = FloatAccessor.of(bytes);
                yield number(offset -> ShortestText.of(values.get(offset)));
            }
            case Double.BYTES -> {
                DoubleAccessor values = DoubleAccessor.of(bytes);
                yield number(offset -> ShortestText.of(values.get(offset)));
            }
            default -> {
                LongDoubleAccessor values = LongDoubleAccessor.of(bytes, LongDoubleFormat.X87);
                yield number(offset -> ShortestText.of(values.get(offset)));
            }
        };
    }

    /** JSON has no number for {@code NaN}, {@code Infinity} and {@code -Infinity}. */
    private static ScalarText number(LongFunction<String> read) {
        return (offset, sink) -> {
            String number = read.apply(offset);
            if (Character.isDigit(number.charAt(number.length() - 1))) {
                sink.literal(number);
            } else {
                sink.text(number);
            }
        };
    }

    private static ScalarText datetime(Strided bytes, DatetimeUnit unit) {
        if (unit == DatetimeUnit.GENERIC) {
            // NumPy has no text for it either.
            LongAccessor counts = LongAccessor.of(bytes);
            return (offset, sink) -> count(counts.get(offset), sink);
        }
        DatetimeAccessor dates = DatetimeAccessor.of(bytes);
        return (offset, sink) -> sink.text(dates.getText(offset));
    }

    private static void count(long count, Sink sink) throws IOException {
        if (count == NOT_A_TIME) {
            sink.text("NaT");
        } else {
            sink.literal(Long.toString(count));
        }
    }

    private static void string(int[] codePoints, Sink sink) throws IOException {
        boolean isText = true;
        for (int c : codePoints) {
            if (!Character.isValidCodePoint(c)) {
                throw new NotTextException(c);
            }
            isText &= c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE;
        }
        if (isText) {
            sink.text(new String(codePoints, 0, codePoints.length));
        } else {
            sink.surrogates(codePoints);
        }
    }
}
