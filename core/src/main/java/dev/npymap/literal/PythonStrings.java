package dev.npymap.literal;

/** Reads str and bytes literals: their prefixes, quotes, escapes, and several in a row. */
final class PythonStrings {
    private final PythonSource source;

    PythonStrings(PythonSource source) {
        this.source = source;
    }

    /** One string, or several in a row, which Python joins. */
    Literal read() {
        int start = source.position;
        int end;
        StringBuilder joined = new StringBuilder();
        boolean bytes = string(joined);
        do {
            end = source.position;
            source.skipSpace();
            int mark = source.position;
            source.word();
            boolean another = source.atQuote();
            source.position = mark;
            if (!another) {
                break;
            }
            if (string(joined) != bytes) {
                throw new LiteralException("bytes and str in one literal", mark);
            }
        } while (true);
        source.position = end;
        return bytes ? new Literal.Other("bytes", start, end) : new Literal.Text(joined.toString(), start, end);
    }

    /** Reads one quoted string with its prefix into {@code out}; returns whether it is a bytes literal. */
    private boolean string(StringBuilder out) {
        int start = source.position;
        boolean raw = false;
        boolean bytes = false;
        String prefix = source.word();
        switch (prefix) {
            case "", "u", "U" -> {}
            case "r", "R" -> raw = true;
            case "b", "B" -> bytes = true;
            case "rb", "rB", "Rb", "RB", "br", "bR", "Br", "BR" -> {
                raw = true;
                bytes = true;
            }
            default -> throw new LiteralException("unknown string prefix " + prefix, start);
        }
        char quote = source.text.charAt(source.position);
        boolean triple = source.text.startsWith(String.valueOf(quote).repeat(3), source.position);
        String close = String.valueOf(quote).repeat(triple ? 3 : 1);
        source.position += close.length();
        while (!source.text.startsWith(close, source.position)) {
            int c = source.peek();
            if (c == PythonSource.END || (!triple && (c == '\n' || c == '\r'))) {
                throw new LiteralException("a string without its closing " + close, start);
            }
            if (bytes && c > 0x7f) {
                throw new LiteralException("a character that is not ASCII in a bytes literal", source.position);
            }
            source.position++;
            if (c == '\\') {
                escape(out, raw, bytes);
            } else {
                out.append((char) c);
            }
        }
        source.position += close.length();
        return bytes;
    }

    /** Reads what follows a backslash. */
    private void escape(StringBuilder out, boolean raw, boolean bytes) {
        int start = source.position - 1;
        int c = source.peek();
        if (c == PythonSource.END) {
            throw new LiteralException("a string without its end", start);
        }
        source.position++;
        if (raw) {
            out.append('\\').append((char) c);
            return;
        }
        switch (c) {
            case '\n' -> {}
            case '\r' -> source.position += source.peek() == '\n' ? 1 : 0;
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
        int value = source.text.charAt(source.position - 1) - '0';
        for (int digits = 1; digits < 3 && source.peek() >= '0' && source.peek() <= '7'; digits++) {
            value = value * 8 + (source.text.charAt(source.position++) - '0');
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
        int end = source.text.indexOf('}', source.position);
        if (source.peek() != '{' || end < 0) {
            throw new LiteralException("\\N without {NAME}", start);
        }
        try {
            out.appendCodePoint(Character.codePointOf(source.text.substring(source.position + 1, end)));
        } catch (IllegalArgumentException e) {
            throw new LiteralException("\\N with an unknown character name", start);
        }
        source.position = end + 1;
    }

    private int hex(int digits, int start) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = source.peek() == PythonSource.END ? -1 : PythonSource.digit(source.peek(), 16);
            if (digit < 0) {
                throw new LiteralException("an escape with fewer than " + digits + " hexadecimal digits", start);
            }
            value = value << 4 | digit;
            source.position++;
        }
        return value;
    }
}
