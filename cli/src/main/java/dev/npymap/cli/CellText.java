package dev.npymap.cli;

import java.util.Objects;

/** The text of a cell, where the parser has it: an integer is read from it without a copy. Holds one after the other. */
final class CellText implements CharSequence {
    private char[] buffer = {};
    private int from;
    private int length;

    /** Holds another text, until the parser goes on. */
    void set(char[] buffer, int from, int length) {
        this.buffer = buffer;
        this.from = from;
        this.length = length;
    }

    /** Holds another text. */
    void set(String text) {
        set(text.toCharArray(), 0, text.length());
    }

    /** Leaves out blanks at both ends. */
    void strip() {
        while (length > 0 && isBlank(buffer[from + length - 1])) {
            length--;
        }
        while (length > 0 && isBlank(buffer[from])) {
            from++;
            length--;
        }
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || Character.isWhitespace(c);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return buffer[from + Objects.checkIndex(index, length)];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }

    /** {@return a copy} */
    @Override
    public String toString() {
        return new String(buffer, from, length);
    }
}
