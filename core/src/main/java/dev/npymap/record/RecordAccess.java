package dev.npymap.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.stream.Stream;

/** The right to make a user's records and to read their components. */
final class RecordAccess {
    /** The right to what is open to this module: all that is on the class path, and packages opened to it. */
    static final RecordAccess OPEN = new RecordAccess(MethodHandles.lookup(), true);

    /** A Java method has 255 parameter slots, of which a handle on a constructor needs two itself. */
    private static final int MAX_SLOTS = 253;

    private final Lookup lookup;
    private final boolean own;

    private RecordAccess(Lookup lookup, boolean own) {
        this.lookup = lookup;
        this.own = own;
    }

    static RecordAccess by(Lookup lookup) {
        return new RecordAccess(Objects.requireNonNull(lookup), false);
    }

    /** A lookup that sees what is private in the record, or where there is none, one that sees what is public. */
    private Lookup into(Class<?> record) {
        if (own) {
            // A named module reads neither the class path nor those that use it.
            RecordAccess.class.getModule().addReads(record.getModule());
        }
        try {
            return MethodHandles.privateLookupIn(record, lookup);
        } catch (IllegalAccessException e) {
            return lookup;
        }
    }

    /** {@return a handle that makes a record from its components} */
    MethodHandle maker(Class<?> record) {
        // Refuses a caller without the right, who could be given another one's maker.
        MethodHandle constructor = constructor(record);
        return RecordClasses.maker(record, into(record)).orElse(constructor);
    }

    /** {@return the canonical constructor} */
    MethodHandle constructor(Class<?> record) {
        checkWidth(record);
        try {
            return into(record)
                    .unreflectConstructor(record.getDeclaredConstructor(Stream.of(record.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new)));
        } catch (NoSuchMethodException e) {
            throw new LinkageError("every record has a canonical constructor", e);
        } catch (IllegalAccessException e) {
            throw denied(record, e);
        }
    }

    private static void checkWidth(Class<?> record) {
        int slots = 0;
        for (RecordComponent component : record.getRecordComponents()) {
            slots += component.getType() == long.class || component.getType() == double.class ? 2 : 1;
        }
        if (slots > MAX_SLOTS) {
            throw new IllegalArgumentException(
                    "the record " + record.getName() + " is too wide: its components take " + slots
                            + " slots (a long or a double takes two), and at most " + MAX_SLOTS
                            + " can be bound; leave some out, or nest some in a record");
        }
    }

    /** {@return the method that reads a component} */
    MethodHandle getter(RecordComponent component) {
        try {
            return into(component.getDeclaringRecord()).unreflect(component.getAccessor());
        } catch (IllegalAccessException e) {
            throw denied(component.getDeclaringRecord(), e);
        }
    }

    private IllegalArgumentException denied(Class<?> record, IllegalAccessException cause) {
        String advice = own
                ? "the package is not open to the module dev.npymap: pass MethodHandles.lookup() before the record's class, or"
                        + " open the package"
                : "the lookup " + lookup + " cannot: pass MethodHandles.lookup() of a class that can see the record";
        return new IllegalArgumentException("no access to the record " + record.getName() + "; " + advice, cause);
    }
}
