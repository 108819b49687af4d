package dev.npymap.literal;

import java.util.HexFormat;

/** Writes JSON that {@link JsonParser} reads. */
public final class JsonText {
    private JsonText() {}

    /**
     * {@return a string in double quotes, with the escapes that it needs; what is not ASCII stands for itself}
     *
     * @param value the string
     * @throws IllegalArgumentException if it holds half a surrogate pair
     */
    public static String quote(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> append(out, c));
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int c) {
        if (c == '"' || c == '\\') {
            out.append('\\').append((char) c);
        } else if (c < ' ') {
            out.append("\\u").append(HexFormat.of().toHexDigits(c, 4));
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw new IllegalArgumentException("half a surrogate pair in " + PythonText.repr(out.substring(1)));
        } else {
            out.appendCodePoint(c);
        }
    }
}
