package dev.npymap.spark;

/** A column, or a value in one, that no dtype can hold. */
final class UnfitColumnException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String column;
    private final String problem;

    UnfitColumnException(String column, String problem) {
        this(column, problem, null);
    }

    UnfitColumnException(String column, String problem, Throwable cause) {
        super("column " + column + ": " + problem, cause);
        this.column = column;
        this.problem = problem;
    }

    /** The same, of a value in a row. */
    UnfitColumnException inRow(long row, int partition) {
        return new UnfitColumnException(
                column, "row " + row + " of partition " + partition + ": " + problem, getCause());
    }
}
