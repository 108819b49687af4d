package dev.npymap.it.header;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes random Python literals, mostly as {@code repr} does, and what may be between them. */
class LiteralGrammar {
    final Random random;

    /** How often, in percent, something is done in an unusual way. */
    int wildness;

    LiteralGrammar(Random random) {
        this.random = random;
    }

    final boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    final <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Mostly nothing. */
    final String space() {
        return !chance(wildness)
                ? ""
                : pick(
                        " ",
                        "  ",
                        "\t",
                        "\n",
                        "\r",
                        "\r\n",
                        "\n\n  ",
                        "#c\n",
                        "# it's\n",
                        " # 'c\r\n",
                        "\f",
                        "\\\n",
                        "\\\r\n",
                        "\u00a0");
    }

    /** Items with commas between them, and perhaps one behind the last. */
    final String joined(List<String> items) {
        StringBuilder out = new StringBuilder(space());
        for (int i = 0; i < items.size(); i++) {
            boolean comma = i + 1 < items.size() || chance(50);
            out.append(items.get(i))
                    .append(space())
                    .append(comma ? "," : "")
                    .append(comma ? " " : "")
                    .append(space());
        }
        return out.toString();
    }

    final String integer(int n) {
        if (!chance(wildness)) {
            return Integer.toString(n);
        }
        return pick(
                "0x" + Integer.toHexString(n),
                "0X" + Integer.toHexString(n).toUpperCase(Locale.ROOT),
                "0o" + Integer.toOctalString(n),
                "0O" + n % 8,
                "0b" + Integer.toBinaryString(n),
                "0B" + Integer.toBinaryString(n),
                "0x_" + n,
                "0_" + n,
                n + "_",
                "_" + n,
                "1_" + n,
                "0" + n,
                "00",
                "+" + n,
                "+ " + n,
                "-" + n,
                n + "L",
                n + " L",
                n + "l",
                "0x" + n + "L",
                n + "LL",
                n + "\nL",
                n + ".",
                n + ".0",
                n + "e0",
                n + "j",
                "." + n,
                "(" + n + ")",
                "0x",
                "0b2",
                "0o8",
                n + "if",
                n + " #c\n",
                "-0",
                "0L",
                "1_0",
                "1__0",
                "0b1_0",
                "0xfL",
                "0xL",
                n + "L #c\n",
                n + "\u00b2",
                "\u0663");
    }

    /** A string literal, mostly as {@code repr} writes it. */
    final String string(String value) {
        if (!chance(wildness)) {
            return "'" + escaped(value, '\'') + "'";
        }
        return switch (random.nextInt(9)) {
            case 0, 1 -> "\"" + escaped(value, '"') + "\"";
            case 2 -> pick("'''", "\"\"\"") + value + pick("'''", "\"\"\"");
            case 3 ->
                pick("u", "U", "b", "B", "r", "R", "f", "F", "rb", "bR", "ur", "br", "fr", "t", "uu", "x") + "'" + value
                        + "'";
            case 4, 5 -> "'" + strangelyEscaped(value) + "'";
            case 6 -> {
                int split = random.nextInt(value.length() + 1);
                yield "'" + escaped(value.substring(0, split), '\'') + "'"
                        + pick("", " ", space(), "#c\n", " u", " b", "\n") + pick("'", "\"") + value.substring(split)
                        + pick("'", "\"");
            }
            case 7 -> "(" + space() + "'" + escaped(value, '\'') + "'" + space() + ")";
            default -> "'" + value + "'";
        };
    }

    private static String escaped(String value, char quote) {
        return value.replace("\\", "\\\\")
                .replace(String.valueOf(quote), "\\" + quote)
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private String strangelyEscaped(String value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            out.append(
                    switch (random.nextInt(8)) {
                        case 0 -> "\\x%02x".formatted((int) c & 0xff);
                        case 1 -> "\\u%04X".formatted((int) c);
                        case 2 -> "\\U%08x".formatted((int) c);
                        case 3 -> "\\" + Integer.toOctalString(c & 0x1ff);
                        case 4 ->
                            pick(
                                            "\\\n",
                                            "\\\r\n",
                                            "\\\r",
                                            "\\a",
                                            "\\b",
                                            "\\d",
                                            "\\N{DIGIT THREE}",
                                            "\\N{latin small letter a}",
                                            "\\N{NO SUCH}",
                                            "\\N{LF}",
                                            "\\x4",
                                            "\\U00110000",
                                            "\\400",
                                            "\\777",
                                            "\\ud800",
                                            "\\8",
                                            "\\z",
                                            "\\\u00e9",
                                            "\\'",
                                            "\\\"",
                                            "\\ ")
                                    + c;
                        default -> String.valueOf(c);
                    });
        }
        return out.toString();
    }
}
