package dev.npymap.bulk;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;

/** Reads and writes a value of a JDK class at any place of a segment. */
public interface ObjectCodec {
    Object get(MemorySegment segment, long offset);

    /** Throws what {@code set} would throw for this value. */
    void check(Object value);

    void set(MemorySegment segment, long offset, Object value);

    /** {@return the codec of a Java type and a dtype, or {@code null} where they do not suit each other} */
    static ObjectCodec of(Class<?> type, ScalarType dtype) {
        return switch (dtype.kind()) {
            case DATETIME -> datetime(type, dtype);
            case TIMEDELTA -> type == Duration.class ? timedelta(dtype) : null;
            case STRING, BYTES -> type == String.class ? new TextFormat(dtype) : null;
            case VOID -> type == byte[].class ? new Raw(dtype) : null;
            default -> null;
        };
    }

    private static ObjectCodec datetime(Class<?> type, ScalarType dtype) {
        TimeScale scale = new TimeScale(dtype);
        if (type == Instant.class) {
            return new Count<>(Instant.class, Layouts.isBig(dtype), scale::toInstant, scale::toCount);
        }
        if (type == LocalDateTime.class) {
            return new Count<>(
                    LocalDateTime.class,
                    Layouts.isBig(dtype),
                    count -> LocalDateTime.ofInstant(scale.toInstant(count), ZoneOffset.UTC),
                    value -> scale.toCount(value.toInstant(ZoneOffset.UTC)));
        }
        return null;
    }

    private static ObjectCodec timedelta(ScalarType dtype) {
        TimeScale scale = new TimeScale(dtype);
        return new Count<>(Duration.class, Layouts.isBig(dtype), scale::toDuration, scale::toCount);
    }

    /** What a count of units stands for. */
    record Count<T>(Class<T> type, boolean bigEndian, Function<Long, T> toValue, Function<T, Long> toCount)
            implements ObjectCodec {
        @Override
        public Object get(MemorySegment segment, long offset) {
            return toValue.apply(
                    bigEndian ? segment.get(Layouts.LONG_BIG, offset) : segment.get(Layouts.LONG_LITTLE, offset));
        }

        @Override
        public void check(Object value) {
            count(value);
        }

        private long count(Object value) {
            return toCount.apply(type.cast(value));
        }

        @Override
        public void set(MemorySegment segment, long offset, Object value) {
            long count = count(value);
            if (bigEndian) {
                segment.set(Layouts.LONG_BIG, offset, count);
            } else {
                segment.set(Layouts.LONG_LITTLE, offset, count);
            }
        }
    }

    /** The bytes themselves; what is shorter is padded with zeros. */
    record Raw(DType dtype) implements ObjectCodec {
        @Override
        public Object get(MemorySegment segment, long offset) {
            byte[] bytes = new byte[dtype.itemSize()];
            MemorySegment.copy(segment, JAVA_BYTE, offset, bytes, 0, bytes.length);
            return bytes;
        }

        @Override
        public void check(Object value) {
            int length = ((byte[]) value).length;
            if (length > dtype.itemSize()) {
                throw new IllegalArgumentException(length + " bytes do not fit in " + dtype);
            }
        }

        @Override
        public void set(MemorySegment segment, long offset, Object value) {
            byte[] bytes = (byte[]) value;
            int room = dtype.itemSize() - bytes.length;
            MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, offset, bytes.length);
            segment.asSlice(offset + bytes.length, room).fill((byte) 0);
        }
    }
}
