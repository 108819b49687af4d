package dev.npymap.literal;

/** Text that is not what it should be, with the index of the character where that shows. */
public final class LiteralException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** A hostile file may hold a name of a megabyte, but a message is one line on a terminal. */
    private static final int MAX_LENGTH = 500;

    private final String problem;
    private final int offset;

    /**
     * Locates a problem.
     *
     * @param problem what was expected and what was found
     * @param offset the index, in {@code char}s, into the text
     */
    public LiteralException(String problem, int offset) {
        super(shortened(problem) + ", at character " + offset);
        this.problem = shortened(problem);
        this.offset = offset;
    }

    private static String shortened(String problem) {
        return problem.length() <= MAX_LENGTH ? problem : problem.substring(0, MAX_LENGTH) + "...";
    }

    /** {@return the message without the offset} */
    public String problem() {
        return problem;
    }

    /** {@return the index, in {@code char}s, into the text} */
    public int offset() {
        return offset;
    }
}
