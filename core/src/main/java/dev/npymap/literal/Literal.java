package dev.npymap.literal;

import java.util.List;

/**
 * A value written as Python source text, with the place where it stands.
 *
 * <p>{@code start} and {@code end} are indices into the parsed text, in {@code char}s, end exclusive.
 */
public sealed interface Literal {
    /** {@return the index of this value's first character} */
    int start();

    /** {@return the index past this value's last character} */
    int end();

    /** {@return what this value is, in Python's words, for messages} */
    String kind();

    /** A {@code str}. */
    record Text(String value, int start, int end) implements Literal {
        @Override
        public String kind() {
            return "a str";
        }
    }

    /** An {@code int} that fits in 64 bits. */
    record Int(long value, int start, int end) implements Literal {
        @Override
        public String kind() {
            return "an int";
        }
    }

    /** {@code True} or {@code False}. */
    record Bool(boolean value, int start, int end) implements Literal {
        @Override
        public String kind() {
            return "a bool";
        }
    }

    /** A tuple or a list. */
    record Sequence(List<Literal> items, boolean tuple, int start, int end) implements Literal {
        @Override
        public String kind() {
            return tuple ? "a tuple" : "a list";
        }
    }

    /** A {@code dict}, its entries in the order of the text; Python's rule is that a later equal key wins. */
    record Dict(List<Entry> entries, int start, int end) implements Literal {
        @Override
        public String kind() {
            return "a dict";
        }
    }

    /** One {@code key: value} of a dict. */
    record Entry(Literal key, Literal value) {}

    /** A legal Python value that no NPY header has a use for: {@code None}, bytes, a float, a complex. */
    record Other(String kind, int start, int end) implements Literal {}
}
