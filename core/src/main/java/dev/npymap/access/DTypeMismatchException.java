package dev.npymap.access;

import dev.npymap.dtype.DType;

/** An element or a field was asked for as another type than it has. */
public final class DTypeMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Names both types.
     *
     * @param asked what was asked for, in NumPy's words, as in {@code "<f8 or >f8"}
     * @param found what the element or field is
     */
    public DTypeMismatchException(String asked, DType found) {
        super("asked for " + asked + ", found " + found);
    }
}
