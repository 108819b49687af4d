package dev.npymap.record;

import dev.npymap.bulk.ObjectCodec;
import java.lang.foreign.MemorySegment;
import java.time.DateTimeException;

/** The codec of a record's component: its errors tell which component it is. */
record NamedCodec(String path, ObjectCodec codec) implements ObjectCodec {
    @Override
    public Object get(MemorySegment segment, long offset) {
        try {
            return codec.get(segment, offset);
        } catch (DateTimeException e) {
            throw new DateTimeException(message(e), e);
        } catch (IllegalStateException e) {
            // A closed arena is no matter of this component.
            throw segment.scope().isAlive() ? new IllegalStateException(message(e), e) : e;
        }
    }

    @Override
    public void check(Object value) {
        try {
            codec.check(value);
        } catch (DateTimeException e) {
            throw new DateTimeException(message(e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(message(e), e);
        }
    }

    @Override
    public void set(MemorySegment segment, long offset, Object value) {
        codec.set(segment, offset, value);
    }

    private String message(RuntimeException e) {
        return "the component " + path + ": " + e.getMessage();
    }
}
