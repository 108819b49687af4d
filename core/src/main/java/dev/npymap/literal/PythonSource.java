package dev.npymap.literal;

/** Text with a reader's place in it, and what all readers share: white space, names, and the message about the unexpected. */
final class PythonSource {
    /** What {@link #peek} gives at the end of the text. */
    static final int END = -1;

    final String text;
    int position;

    PythonSource(String text) {
        this.text = text;
    }

    /** {@return the character at the position, or {@link #END}} */
    int peek() {
        return position < text.length() ? text.charAt(position) : END;
    }

    /** Skips letters, digits and underscores; returns them. */
    String word() {
        int start = position;
        while (isNamePart(peek())) {
            position++;
        }
        return text.substring(start, position);
    }

    boolean atQuote() {
        return peek() == '\'' || peek() == '"';
    }

    /** Skips white space, line ends, comments and joined lines. */
    void skipSpace() {
        for (; position < text.length(); position++) {
            switch (text.charAt(position)) {
                case ' ', '\t', '\f', '\n', '\r' -> {}
                case '#' -> {
                    while (position + 1 < text.length() && !isLineEnd(text.charAt(position + 1))) {
                        position++;
                    }
                }
                case '\\' -> {
                    int joint = joint();
                    if (joint == 0) {
                        position++;
                        throw unexpected("a line end after '\\'");
                    }
                    position += joint;
                    if (peek() == END) {
                        throw unexpected("a line after the one that '\\' joins to it");
                    }
                    position--; // the loop steps on
                }
                default -> {
                    return;
                }
            }
        }
    }

    /** Skips what may stand between an int and its {@code L}: white space and joined lines, but no line end. */
    void skipBlanks() {
        while (true) {
            int joint = joint();
            boolean blank = peek() == ' ' || peek() == '\t' || peek() == '\f';
            if (!blank && joint == 0) {
                return;
            }
            position += blank ? 1 : joint;
        }
    }

    /** The length of a backslash and the line end behind it, 0 if none is here. */
    private int joint() {
        if (text.startsWith("\\\r\n", position)) {
            return 3;
        }
        return text.startsWith("\\\n", position) || text.startsWith("\\\r", position) ? 2 : 0;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** ASCII digits only: {@link Character#digit} would take those of other scripts. */
    static int digit(int c, int radix) {
        int value;
        if (c >= '0' && c <= '9') {
            value = c - '0';
        } else if (c >= 'a' && c <= 'f') {
            value = c - 'a' + 10;
        } else if (c >= 'A' && c <= 'F') {
            value = c - 'A' + 10;
        } else {
            return -1;
        }
        return value < radix ? value : -1;
    }

    static boolean isDigit(int c) {
        return digit(c, 10) >= 0;
    }

    static boolean isNameStart(int c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isNamePart(int c) {
        return isNameStart(c) || isDigit(c);
    }

    LiteralException unexpected(String expected) {
        String found = peek() == END
                ? "the end of the text"
                : PythonText.repr(text.substring(position, Math.min(text.length(), position + 1)));
        return new LiteralException("expected " + expected + ", found " + found, position);
    }
}
