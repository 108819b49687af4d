package dev.npymap.access;

import dev.npymap.dtype.DType;
import dev.npymap.literal.PythonText;

/** An element or a field was asked for as another type than it has. */
public final class DTypeMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Names both types.
     *
     * @param asked what was asked for, in NumPy's words, as in {@code "a double: <f8 or >f8"}
     * @param found what the element or field is
     * @param field the path of the field, or an empty text for the elements themselves
     */
    public DTypeMismatchException(String asked, DType found, String field) {
        super("asked for " + asked + ", found " + PythonText.shortened(found.toString())
                + (field.isEmpty() ? "" : " in the field " + PythonText.repr(field)));
    }

    /**
     * Tells more than one mismatch.
     *
     * @param message what was asked for, what was found, and what of it does not match
     */
    public DTypeMismatchException(String message) {
        super(message);
    }
}
