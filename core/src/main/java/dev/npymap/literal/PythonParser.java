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

    private static final int END = -1;

    private final String text;
    private final int maxDepth;
    private final int maxValues;
    private final boolean python2Longs;
    private int position;
    private int depth;
    private int values;

    private PythonParser(String text, int maxDepth, int maxValues, boolean python2Longs) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.maxValues = maxValues;
        this.python2Longs = python2Longs;
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
        parser.skipSpace();
        if (parser.peek() != END) {
            throw parser.unexpected("the end of the text");
        }
        return value;
    }

    private Literal value() {
        skipSpace();
        if (++values > maxValues) {
            throw new LiteralException("more than " + maxValues + " values", position);
        }
        int c = peek();
        return switch (c) {
            case '(' -> sequence(')');
            case '[' -> sequence(']');
            case '{' -> dict();
            case '\'', '"' -> strings();
            case '+', '-', '.' -> number();
            default -> {
                if (isDigit(c)) {
                    yield number();
                }
                yield isNameStart(c) ? word() : fail("a value");
            }
        };
    }

    private Literal fail(String expected) {
        throw unexpected(expected);
    }

    private Literal sequence(char close) {
        int start = position;
        open();
        List<Literal> items = new ArrayList<>();
        boolean comma = false;
        for (skipSpace(); peek() != close; skipSpace()) {
            if (!items.isEmpty() && !comma) {
                throw unexpected("',' or '" + close + "'");
            }
            items.add(value());
            comma = skipComma();
        }
        close();
        boolean tuple = close == ')';
        if (tuple && items.size() == 1 && !comma) {
            return items.getFirst();
        }
        return new Literal.Sequence(List.copyOf(items), tuple, start, position);
    }

    private Literal dict() {
        int start = position;
        open();
        List<Literal.Entry> entries = new ArrayList<>();
        boolean comma = true;
        for (skipSpace(); peek() != '}'; skipSpace()) {
            if (!comma) {
                throw unexpected("',' or '}'");
            }
            Literal key = value();
            skipSpace();
            if (peek() != ':') {
                throw unexpected("':' after a key");
            }
            position++;
            entries.add(new Literal.Entry(key, value()));
            comma = skipComma();
        }
        close();
        return new Literal.Dict(List.copyOf(entries), start, position);
    }

    private void open() {
        if (++depth > maxDepth) {
            throw new LiteralException("more than " + maxDepth + " nested brackets", position);
        }
        position++;
    }

    private void close() {
        depth--;
        position++;
    }

    private boolean skipComma() {
        skipSpace();
        if (peek() != ',') {
            return false;
        }
        position++;
        return true;
    }

    private Literal word() {
        int start = position;
        while (isNamePart(peek())) {
            position++;
        }
        String word = text.substring(start, position);
        if (peek() == '\'' || peek() == '"') {
            position = start;
            return strings();
        }
        return switch (word) {
            case "True" -> new Literal.Bool(true, start, position);
            case "False" -> new Literal.Bool(false, start, position);
            case "None" -> new Literal.Other("None", start, position);
            default -> throw new LiteralException("expected a value, found the name " + word, start);
        };
    }

    /** One string, or several in a row, which Python joins. */
    private Literal strings() {
        int start = position;
        int end;
        StringBuilder joined = new StringBuilder();
        boolean bytes = string(joined);
        do {
            end = position;
            skipSpace();
            int mark = position;
            while (isNamePart(peek())) {
                position++;
            }
            boolean another = peek() == '\'' || peek() == '"';
            position = mark;
            if (!another) {
                break;
            }
            if (string(joined) != bytes) {
                throw new LiteralException("bytes and str in one literal", mark);
            }
        } while (true);
        position = end;
        return bytes ? new Literal.Other("bytes", start, end) : new Literal.Text(joined.toString(), start, end);
    }

    /** Reads one quoted string with its prefix into {@code out}; returns whether it is a bytes literal. */
    private boolean string(StringBuilder out) {
        int start = position;
        boolean raw = false;
        boolean bytes = false;
        while (isNamePart(peek())) {
            position++;
        }
        switch (text.substring(start, position)) {
            case "", "u", "U" -> {}
            case "r", "R" -> raw = true;
            case "b", "B" -> bytes = true;
            case "rb", "rB", "Rb", "RB", "br", "bR", "Br", "BR" -> {
                raw = true;
                bytes = true;
            }
            default -> throw new LiteralException("unknown string prefix " + text.substring(start, position), start);
        }
        char quote = text.charAt(position);
        boolean triple = text.startsWith(String.valueOf(quote).repeat(3), position);
        String close = String.valueOf(quote).repeat(triple ? 3 : 1);
        position += close.length();
        while (!text.startsWith(close, position)) {
            int c = peek();
            if (c == END || (!triple && (c == '\n' || c == '\r'))) {
                throw new LiteralException("a string without its closing " + close, start);
            }
            if (bytes && c > 0x7f) {
                throw new LiteralException("a character that is not ASCII in a bytes literal", position);
            }
            position++;
            if (c == '\\') {
                escape(out, raw, bytes);
            } else {
                out.append((char) c);
            }
        }
        position += close.length();
        return bytes;
    }

    /** Reads what follows a backslash. */
    private void escape(StringBuilder out, boolean raw, boolean bytes) {
        int start = position - 1;
        int c = peek();
        if (c == END) {
            throw new LiteralException("a string without its end", start);
        }
        position++;
        if (raw) {
            out.append('\\').append((char) c);
            return;
        }
        switch (c) {
            case '\n' -> {}
            case '\r' -> position += peek() == '\n' ? 1 : 0;
            case '\\', '\'', '"' -> out.append((char) c);
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000b');
            case '0', '1', '2', '3', '4', '5', '6', '7' -> out.append((char) octal());
            case 'x' -> out.append((char) hex(2, start));
            case 'u' -> unicode(out, bytes, c, 4, start);
            case 'U' -> unicode(out, bytes, c, 8, start);
            case 'N' -> named(out, bytes, start);
            default -> out.append('\\').append((char) c);
        }
    }

    /** Up to three octal digits, the first of which was just read. */
    private int octal() {
        int value = text.charAt(position - 1) - '0';
        for (int digits = 1; digits < 3 && peek() >= '0' && peek() <= '7'; digits++) {
            value = value * 8 + (text.charAt(position++) - '0');
        }
        return value;
    }

    private void unicode(StringBuilder out, boolean bytes, int letter, int digits, int start) {
        if (bytes) {
            out.append('\\').append((char) letter);
            return;
        }
        int codePoint = hex(digits, start);
        if (!Character.isValidCodePoint(codePoint)) {
            throw new LiteralException("an escape past the last code point, U+10FFFF", start);
        }
        out.appendCodePoint(codePoint);
    }

    private void named(StringBuilder out, boolean bytes, int start) {
        if (bytes) {
            out.append("\\N");
            return;
        }
        int end = text.indexOf('}', position);
        if (peek() != '{' || end < 0) {
            throw new LiteralException("\\N without {NAME}", start);
        }
        try {
            out.appendCodePoint(Character.codePointOf(text.substring(position + 1, end)));
        } catch (IllegalArgumentException e) {
            throw new LiteralException("\\N with an unknown character name", start);
        }
        position = end + 1;
    }

    private int hex(int digits, int start) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = peek() == END ? -1 : digit(peek(), 16);
            if (digit < 0) {
                throw new LiteralException("an escape with fewer than " + digits + " hexadecimal digits", start);
            }
            value = value << 4 | digit;
            position++;
        }
        return value;
    }

    private Literal number() {
        int start = position;
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            position++;
            skipSpace();
            if (!isDigit(peek()) && peek() != '.') {
                throw unexpected("a number after its sign");
            }
        }
        int radix = 10;
        if (peek() == '0') {
            radix = switch (position + 1 < text.length() ? text.charAt(position + 1) : ' ') {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                case 'b', 'B' -> 2;
                default -> 10;
            };
        }
        int first = position;
        if (radix == 10) {
            if (skipDigits(10) && isFraction(peek())) {
                return fraction(start);
            }
            checkNoLeadingZeros(first);
        } else {
            position += 2;
            first = position;
            position += peek() == '_' ? 1 : 0;
            if (!skipDigits(radix)) {
                throw unexpected("a digit of base " + radix);
            }
        }
        long value = toLong(text.substring(first, position).replace("_", ""), radix, negative, start);
        int end = position;
        if (python2Longs) {
            skipSpace();
            boolean suffix = peek() == 'L';
            position += suffix ? 1 : 0;
            if (!suffix) {
                position = end;
            }
        }
        if (isNamePart(peek())) {
            throw unexpected("the end of a number");
        }
        return new Literal.Int(value, start, position);
    }

    /** Digits, single underscores between them. Returns true if there were any, or a float begins without one. */
    private boolean skipDigits(int radix) {
        int first = position;
        while (digit(peek(), radix) >= 0 || (peek() == '_' && position > first && followedByDigit(radix))) {
            position++;
        }
        return position > first || (radix == 10 && peek() == '.');
    }

    private boolean followedByDigit(int radix) {
        return position + 1 < text.length() && digit(text.charAt(position + 1), radix) >= 0;
    }

    private static boolean isFraction(int c) {
        return c == '.' || c == 'e' || c == 'E' || c == 'j' || c == 'J';
    }

    /** A float or complex: legal in Python, in a header never more than a value of the wrong kind. */
    private Literal fraction(int start) {
        while (isNamePart(peek()) || peek() == '.') {
            boolean exponent = peek() == 'e' || peek() == 'E';
            position++;
            if (exponent && (peek() == '+' || peek() == '-')) {
                position++;
            }
        }
        String number = text.substring(start, position).replaceAll("(?<=\\d)_(?=\\d)", "");
        boolean imaginary = number.endsWith("j") || number.endsWith("J");
        if (!number.matches("[+-]?\\s*+(\\d++\\.?\\d*+|\\.\\d++)([eE][+-]?\\d++)?[jJ]?")) {
            throw new LiteralException("not a number: " + number, start);
        }
        return new Literal.Other(imaginary ? "a complex" : "a float", start, position);
    }

    private void checkNoLeadingZeros(int first) {
        if (position > first + 1 && text.charAt(first) == '0') {
            for (int i = first; i < position; i++) {
                if (text.charAt(i) != '0' && text.charAt(i) != '_') {
                    throw new LiteralException("an int with leading zeros", first);
                }
            }
        }
    }

    private static long toLong(String digits, int radix, boolean negative, int start) {
        try {
            return Long.parseLong(negative ? "-" + digits : digits, radix);
        } catch (NumberFormatException e) {
            throw new LiteralException("an int that does not fit in 64 bits", start);
        }
    }

    /** Skips white space, line ends, comments and joined lines. */
    private void skipSpace() {
        for (; position < text.length(); position++) {
            switch (text.charAt(position)) {
                case ' ', '\t', '\f', '\n', '\r' -> {}
                case '#' -> {
                    while (position + 1 < text.length() && !isLineEnd(text.charAt(position + 1))) {
                        position++;
                    }
                }
                case '\\' -> {
                    if (position + 1 >= text.length() || !isLineEnd(text.charAt(position + 1))) {
                        position++;
                        throw unexpected("a line end after '\\'");
                    }
                }
                default -> {
                    return;
                }
            }
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** ASCII digits only: {@link Character#digit} would take those of other scripts. */
    private static int digit(int c, int radix) {
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

    private static boolean isDigit(int c) {
        return digit(c, 10) >= 0;
    }

    private static boolean isNameStart(int c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isNamePart(int c) {
        return isNameStart(c) || isDigit(c);
    }

    private int peek() {
        return position < text.length() ? text.charAt(position) : END;
    }

    private LiteralException unexpected(String expected) {
        String found = peek() == END
                ? "the end of the text"
                : PythonText.repr(text.substring(position, Math.min(text.length(), position + 1)));
        return new LiteralException("expected " + expected + ", found " + found, position);
    }
}
