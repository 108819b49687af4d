package dev.npymap.literal;

/** Reads int literals of every base; floats and complex numbers as far as to tell what they are. */
final class PythonNumbers {
    private final PythonSource source;
    private final boolean python2Longs;

    PythonNumbers(PythonSource source, boolean python2Longs) {
        this.source = source;
        this.python2Longs = python2Longs;
    }

    Literal read() {
        int start = source.position;
        boolean negative = source.peek() == '-';
        if (negative || source.peek() == '+') {
            source.position++;
            source.skipSpace();
            if (!PythonSource.isDigit(source.peek()) && source.peek() != '.') {
                throw source.unexpected("a number after its sign");
            }
        }
        int radix = 10;
        if (source.peek() == '0') {
            radix = switch (source.position + 1 < source.text.length()
                    ? source.text.charAt(source.position + 1)
                    : ' ') {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                case 'b', 'B' -> 2;
                default -> 10;
            };
        }
        int first = source.position;
        if (radix == 10) {
            if (skipDigits(10) && isFraction(source.peek())) {
                return fraction(start);
            }
            checkNoLeadingZeros(first);
        } else {
            source.position += 2;
            first = source.position;
            source.position += source.peek() == '_' ? 1 : 0;
            if (!skipDigits(radix)) {
                throw source.unexpected("a digit of base " + radix);
            }
        }
        long value = toLong(source.text.substring(first, source.position).replace("_", ""), radix, negative, start);
        int end = source.position;
        if (python2Longs) {
            source.skipBlanks();
            source.position = source.peek() == 'L' ? source.position + 1 : end;
        }
        if (PythonSource.isNamePart(source.peek())) {
            throw source.unexpected("the end of a number");
        }
        return new Literal.Int(value, start, source.position);
    }

    /** Digits, single underscores between them. Returns true if there were any, or a float begins without one. */
    private boolean skipDigits(int radix) {
        int first = source.position;
        while (PythonSource.digit(source.peek(), radix) >= 0
                || (source.peek() == '_' && source.position > first && followedByDigit(radix))) {
            source.position++;
        }
        return source.position > first || (radix == 10 && source.peek() == '.');
    }

    private boolean followedByDigit(int radix) {
        return source.position + 1 < source.text.length()
                && PythonSource.digit(source.text.charAt(source.position + 1), radix) >= 0;
    }

    private static boolean isFraction(int c) {
        return c == '.' || c == 'e' || c == 'E' || c == 'j' || c == 'J';
    }

    /** A float or complex: legal in Python, in a header never more than a value of the wrong kind. */
    private Literal fraction(int start) {
        while (PythonSource.isNamePart(source.peek()) || source.peek() == '.') {
            boolean exponent = source.peek() == 'e' || source.peek() == 'E';
            source.position++;
            if (exponent && (source.peek() == '+' || source.peek() == '-')) {
                source.position++;
            }
        }
        String number = source.text.substring(start, source.position).replaceAll("(?<=\\d)_(?=\\d)", "");
        boolean imaginary = number.endsWith("j") || number.endsWith("J");
        if (!number.matches("[+-]?\\s*+(\\d++\\.?\\d*+|\\.\\d++)([eE][+-]?\\d++)?[jJ]?")) {
            throw new LiteralException("not a number: " + number, start);
        }
        return new Literal.Other(imaginary ? "a complex" : "a float", start, source.position);
    }

    private void checkNoLeadingZeros(int first) {
        if (source.position > first + 1 && source.text.charAt(first) == '0') {
            for (int i = first; i < source.position; i++) {
                if (source.text.charAt(i) != '0' && source.text.charAt(i) != '_') {
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
}
