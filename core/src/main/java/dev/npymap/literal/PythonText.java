package dev.npymap.literal;

import java.util.HexFormat;

/** Python source text in messages: strings as {@code repr} writes them, and no more of a descr than can be read. */
public final class PythonText {
    private static final int MAX_DESCR = 200;

    private PythonText() {}

    /** {@return a descr, or where it is long, its beginning: a struct of hundreds of fields would make an unreadable message} */
    public static String shortened(String descr) {
        return descr.length() <= MAX_DESCR ? descr : descr.substring(0, MAX_DESCR) + "...";
    }

    /**
     * {@return {@code s} as a Python literal: in single quotes, or in double quotes where that saves an escape; what Python
     * calls unprintable is escaped}
     */
    public static String repr(String s) {
        char quote = s.indexOf('\'') >= 0 && s.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder(s.length() + 2).append(quote);
        s.codePoints().forEach(c -> append(out, c, quote));
        return out.append(quote).toString();
    }

    private static void append(StringBuilder out, int c, char quote) {
        if (c == quote || c == '\\') {
            out.append('\\').append((char) c);
        } else if (c == '\n') {
            out.append("\\n");
        } else if (c == '\r') {
            out.append("\\r");
        } else if (c == '\t') {
            out.append("\\t");
        } else if (isPrintable(c)) {
            out.appendCodePoint(c);
        } else if (c < 0x100) {
            out.append("\\x").append(HexFormat.of().toHexDigits(c, 2));
        } else if (c < 0x10000) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c, 4));
        } else {
            out.append("\\U").append(HexFormat.of().toHexDigits(c, 8));
        }
    }

    /** Python's {@code str.isprintable}: not of the categories Other and Separator, the space excepted. */
    private static boolean isPrintable(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }
}
