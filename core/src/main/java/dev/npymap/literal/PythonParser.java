package dev.npymap.literal;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses the subset of Python's literals that an NPY header may be written in: what {@code ast.literal_eval} takes, less
 * sets and arithmetic.
 *
 * <p>One pass, linear in the length of the text; nesting and the number of values are bounded by the caller.
 */
public final class PythonParser {
    /** Python's own parser gives up at 200 nested brackets. */
    public static final int MAX_DEPTH = 200;

    private final PythonSource source;
    private final PythonStrings strings;
    private final PythonNumbers numbers;
    private final int maxDepth;
    private final int maxValues;
    private int depth;
    private int values;

    private PythonParser(String text, int maxDepth, int maxValues, boolean python2Longs) {
        this.source = new PythonSource(text);
        this.strings = new PythonStrings(source);
        this.numbers = new PythonNumbers(source, python2Longs);
        this.maxDepth = maxDepth;
        this.maxValues = maxValues;
    }

    /**
     * {@return the one value that {@code text} holds}
     *
     * @param text Python source text
     * @throws LiteralException if it is not one value, and nothing else
     */
    public static Literal parse(String text) {
        return parse(text, MAX_DEPTH, Integer.MAX_VALUE, false);
    }

    /**
     * {@return the one value that {@code text} holds}
     *
     * @param text Python source text
     * @param maxDepth how many brackets may be open at once
     * @param maxValues how many values there may be, nested ones counted
     * @param python2Longs whether an int may end in Python 2's {@code L}, which NumPy accepts up to version 2.0
     * @throws LiteralException if it is not one value, and nothing else
     */
    public static Literal parse(String text, int maxDepth, int maxValues, boolean python2Longs) {
        if (text.indexOf('\0') >= 0) {
            throw new LiteralException("a NUL character, which Python source cannot hold", text.indexOf('\0'));
        }
        PythonParser parser = new PythonParser(text, maxDepth, maxValues, python2Longs);
        Literal value = parser.value();
        parser.source.skipSpace();
        if (parser.source.peek() != PythonSource.END) {
            throw parser.source.unexpected("the end of the text");
        }
        return value;
    }

    private Literal value() {
        source.skipSpace();
        if (++values > maxValues) {
            throw new LiteralException("more than " + maxValues + " values", source.position);
        }
        int c = source.peek();
        return switch (c) {
            case '(' -> sequence(')');
            case '[' -> sequence(']');
            case '{' -> dict();
            case '\'', '"' -> strings.read();
            case '+', '-', '.' -> numbers.read();
            default -> {
                if (PythonSource.isDigit(c)) {
                    yield numbers.read();
                }
                yield PythonSource.isNameStart(c) ? word() : fail("a value");
            }
        };
    }

    private Literal fail(String expected) {
        throw source.unexpected(expected);
    }

    private Literal sequence(char close) {
        int start = source.position;
        open();
        List<Literal> items = new ArrayList<>();
        boolean comma = false;
        for (source.skipSpace(); source.peek() != close; source.skipSpace()) {
            if (!items.isEmpty() && !comma) {
                throw source.unexpected("',' or '" + close + "'");
            }
            items.add(value());
            comma = skipComma();
        }
        close();
        boolean tuple = close == ')';
        if (tuple && items.size() == 1 && !comma) {
            return items.getFirst();
        }
        return new Literal.Sequence(List.copyOf(items), tuple, start, source.position);
    }

    private Literal dict() {
        int start = source.position;
        open();
        List<Literal.Entry> entries = new ArrayList<>();
        boolean comma = true;
        for (source.skipSpace(); source.peek() != '}'; source.skipSpace()) {
            if (!comma) {
                throw source.unexpected("',' or '}'");
            }
            Literal key = value();
            source.skipSpace();
            if (source.peek() != ':') {
                throw source.unexpected("':' after a key");
            }
            source.position++;
            entries.add(new Literal.Entry(key, value()));
            comma = skipComma();
        }
        close();
        return new Literal.Dict(List.copyOf(entries), start, source.position);
    }

    private void open() {
        if (++depth > maxDepth) {
            throw new LiteralException("more than " + maxDepth + " nested brackets", source.position);
        }
        source.position++;
    }

    private void close() {
        depth--;
        source.position++;
    }

    private boolean skipComma() {
        source.skipSpace();
        if (source.peek() != ',') {
            return false;
        }
        source.position++;
        return true;
    }

    private Literal word() {
        int start = source.position;
        String word = source.word();
        if (source.atQuote()) {
            source.position = start;
            return strings.read();
        }
        return switch (word) {
            case "True" -> new Literal.Bool(true, start, source.position);
            case "False" -> new Literal.Bool(false, start, source.position);
            case "None" -> new Literal.Other("None", start, source.position);
            default -> throw new LiteralException("expected a value, found the name " + word, start);
        };
    }
}
