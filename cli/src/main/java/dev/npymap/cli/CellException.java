package dev.npymap.cli;

/** A cell of a CSV file holds something else than its column's dtype. */
final class CellException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says what was expected. */
    CellException(String expected) {
        // Where it was thrown tells nobody anything.
        super(expected, null, false, false);
    }
}
