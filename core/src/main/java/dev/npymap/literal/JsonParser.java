package dev.npymap.literal;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses the subset of JSON (RFC 8259) that npymap writes: objects, arrays, strings, and integers of 64 bits. What else JSON has
 * (fractions, {@code true}, {@code false}, {@code null}) is refused, and so is what only resembles JSON: comments, single quotes,
 * a comma too many, half a surrogate pair.
 *
 * <p>An object is a {@link Literal.Dict} whose keys are {@link Literal.Text}, an array a {@link Literal.Sequence}. One pass, linear
 * in the length of the text; nesting and the number of values are bounded by the caller.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class JsonParser {
    private static final int END = -1;

    private final String text;
    private final int maxDepth;
    private final int maxValues;
    private int position;
    private int depth;
    private int values;

    private JsonParser(String text, int maxDepth, int maxValues) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.maxValues = maxValues;
    }

    /**
     * {@return the one value that {@code text} holds}
     *
     * @param text the JSON text
     * @param maxDepth how many brackets may be open at once
     * @param maxValues how many values there may be, nested ones and keys counted
     * @throws LiteralException if it is not one value, and nothing else
     */
    public static Literal parse(String text, int maxDepth, int maxValues) {
        JsonParser parser = new JsonParser(text, maxDepth, maxValues);
        Literal value = parser.value();
        parser.skipSpace();
        if (parser.peek() != END) {
            throw parser.unexpected("the end of the text");
        }
        return value;
    }

    private int peek() {
        return position < text.length() ? text.charAt(position) : END;
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            position++;
        }
    }

    private LiteralException unexpected(String expected) {
        String found = peek() == END ? "the end of the text" : PythonText.repr(String.valueOf((char) peek()));
        return new LiteralException("expected " + expected + ", found " + found, position);
    }

    private Literal value() {
        skipSpace();
        count();
        int c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case '-' -> integer();
            default -> {
                if (c < '0' || c > '9') {
                    throw unexpected("an object, an array, a string or an integer");
                }
                yield integer();
            }
        };
    }

    private void count() {
        if (++values > maxValues) {
            throw new LiteralException("more than " + maxValues + " values", position);
        }
    }

    private void open() {
        if (++depth > maxDepth) {
            throw new LiteralException("more than " + maxDepth + " nested brackets", position);
        }
        position++;
        skipSpace();
    }

    /** Returns true if another item follows, false if that was the last one and its bracket is read. */
    private boolean next(char close) {
        skipSpace();
        if (peek() != ',' && peek() != close) {
            throw unexpected("',' or '" + close + "'");
        }
        boolean more = peek() == ',';
        depth -= more ? 0 : 1;
        position++;
        skipSpace();
        return more;
    }

    /** Reads the closing bracket of an empty object or array, if it is here. */
    private boolean isEmpty(char close) {
        if (peek() != close) {
            return false;
        }
        depth--;
        position++;
        return true;
    }

    private Literal object() {
        int start = position;
        List<Literal.Entry> entries = new ArrayList<>();
        open();
        if (isEmpty('}')) {
            return new Literal.Dict(List.of(), start, position);
        }
        int end;
        do {
            if (peek() != '"') {
                throw unexpected("a key in double quotes");
            }
            count();
            Literal key = string();
            skipSpace();
            if (peek() != ':') {
                throw unexpected("':' after a key");
            }
            position++;
            entries.add(new Literal.Entry(key, value()));
            skipSpace();
            end = position + 1;
        } while (next('}'));
        return new Literal.Dict(List.copyOf(entries), start, end);
    }

    private Literal array() {
        int start = position;
        List<Literal> items = new ArrayList<>();
        open();
        if (isEmpty(']')) {
            return new Literal.Sequence(List.of(), false, start, position);
        }
        int end;
        do {
            items.add(value());
            skipSpace();
            end = position + 1;
        } while (next(']'));
        return new Literal.Sequence(List.copyOf(items), false, start, end);
    }

    private Literal integer() {
        int start = position;
        position += peek() == '-' ? 1 : 0;
        int first = position;
        while (peek() >= '0' && peek() <= '9') {
            position++;
        }
        if (position == first) {
            throw unexpected("a digit");
        }
        if (text.charAt(first) == '0' && position > first + 1) {
            throw new LiteralException("an integer with leading zeros", start);
        }
        if (peek() == '.' || peek() == 'e' || peek() == 'E') {
            throw unexpected("the end of an integer");
        }
        try {
            return new Literal.Int(Long.parseLong(text.substring(start, position)), start, position);
        } catch (NumberFormatException e) {
            throw new LiteralException("an integer that does not fit in 64 bits", start);
        }
    }

    private Literal.Text string() {
        int start = position++;
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            if (peek() < ' ') {
                throw unexpected(peek() == END ? "'\"'" : "no control character in a string");
            }
            if (peek() == '\\') {
                escape(out);
            } else {
                out.append((char) peek());
                position++;
            }
        }
        position++;
        String value = out.toString();
        // A name of a file that has no UTF-8.
        if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new LiteralException("a string with half a surrogate pair", start);
        }
        return new Literal.Text(value, start, position);
    }

    private void escape(StringBuilder out) {
        position++;
        switch (peek()) {
            case '"', '\\', '/' -> out.append((char) peek());
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> {
                int value = 0;
                for (int i = 0; i < 4; i++) {
                    position++;
                    int digit = PythonSource.digit(peek(), 16);
                    if (digit < 0) {
                        throw unexpected("four hexadecimal digits");
                    }
                    value = value << 4 | digit;
                }
                out.append((char) value);
            }
            default -> throw unexpected("one of \"\\/bfnrtu after a backslash");
        }
        position++;
    }
}
