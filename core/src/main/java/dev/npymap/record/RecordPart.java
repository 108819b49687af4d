package dev.npymap.record;

import dev.npymap.bulk.Layouts;
import dev.npymap.bulk.ObjectCodec;
import dev.npymap.dtype.ScalarType;
import java.lang.classfile.TypeKind;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** What the binder found: how one value of a record lies in the bytes of an element. Its offset is its holder's to tell. */
sealed interface RecordPart {
    /** {@return the value's Java type} */
    Class<?> type();

    /** A primitive. */
    record Primitive(Class<?> type, ScalarType dtype) implements RecordPart {
        /** {@return whether the bytes are the value's own, up to their order, so that many can be copied at once} */
        boolean isPlain() {
            return type == Layouts.carrier(dtype);
        }
    }

    /** A value of a JDK class. */
    record Coded(Class<?> type, ObjectCodec codec) implements RecordPart {}

    /** A record; {@code maker} makes it from the values of its components. */
    record Nested(Class<?> type, MethodHandle maker, List<Member> members) implements RecordPart {}

    /** A Java array of so many items, {@code stride} bytes from one to the next. */
    record Items(Class<?> type, String path, int length, int stride, RecordPart item) implements RecordPart {
        /** {@return the length in bytes} */
        long size() {
            return (long) length * stride;
        }

        /** {@return whether the items are copied at once} */
        boolean isCopied() {
            return length > PartCode.MAX_UNROLLED && item instanceof Primitive primitive && primitive.isPlain();
        }
    }

    /** A component of a record: its path from the outermost record, for messages, and where it lies in the record's bytes. */
    record Member(String path, int offset, MethodHandle getter, RecordPart part) {
        /** {@return what kind of local variable keeps it} */
        TypeKind kind() {
            return TypeKind.from(part.type());
        }
    }
}
