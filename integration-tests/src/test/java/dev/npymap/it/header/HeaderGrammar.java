package dev.npymap.it.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes random headers: what NumPy writes, what other writers have written, what Python's grammar allows besides, and what
 * none of them accepts, by single slips of the keyboard. Reproducible by its seed.
 */
final class HeaderGrammar {
    /** What is typed by mistake: everything that means something to the grammar, and some things that do not. */
    private static final String SLIPS =
            "'\"()[]{},:;#\\ \t\n\r\f\u000b\0uUbBrRfLl0123456789xo_-+.ejN<>|=*@\u00a0\u00e9\u03bc\u00b2";

    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "c",
            "id",
            "x y",
            "\u00e9",
            "\u6e29\u5ea6",
            "\ud83d\ude00",
            "",
            "'",
            "\"",
            "\\",
            "f0",
            "a.b",
            "\n",
            "t\tt",
            "#",
            "L",
            "3L",
            "\u00a0",
            "None");

    private final Random random;

    /** How often, in percent, this header does something in an unusual way. */
    private int wildness;

    HeaderGrammar(Random random) {
        this.random = random;
    }

    /** {@return the next header: its version, its text, encoded} */
    HeaderSample next() {
        int major = pick(1, 1, 1, 2, 3, 3);
        wildness = pick(0, 2, 4, 8, 16);
        String text = header();
        for (int slips = chance(20) ? 1 + random.nextInt(2) : 0; slips > 0; slips--) {
            text = slip(text);
        }
        byte[] bytes = text.getBytes(major == 3 ? UTF_8 : ISO_8859_1);
        if (chance(1) && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return HeaderSample.of(major, chance(1) ? 1 : 0, bytes);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String slip(String text) {
        int at = random.nextInt(text.length() + 1);
        char c = SLIPS.charAt(random.nextInt(SLIPS.length()));
        String rest = text.substring(at);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + c + rest;
            case 1 -> text.substring(0, at) + rest.substring(Math.min(1, rest.length()));
            case 2 -> text.substring(0, at) + c + rest.substring(Math.min(1, rest.length()));
            default -> {
                int length = random.nextInt(8);
                yield text.substring(0, at) + rest.substring(0, Math.min(length, rest.length())) + rest;
            }
        };
    }

    private String header() {
        String dict = dict();
        if (chance(2)) {
            dict = "(" + space() + dict + space() + ")";
        }
        String lead = !chance(wildness)
                ? ""
                : pick(" ", "\t", "  \t", "\n", " \n", "\n ", "\r\n", "#c\n", "# c\n  ", "\f", "\\\n", "\ufeff");
        String end = !chance(2 * wildness)
                ? " ".repeat(random.nextInt(20)) + "\n"
                : pick(
                        "",
                        " ",
                        "\n\n",
                        "\r",
                        "\r\n",
                        " \n \n",
                        "#",
                        " # end",
                        " # end\n",
                        "\\\n",
                        "\t\n",
                        ";",
                        ",",
                        "\0",
                        "\n#\n",
                        "\f\n");
        return lead + dict + end;
    }

    private String dict() {
        List<String> entries = new ArrayList<>(
                List.of(entry("descr", descr(0)), entry("fortran_order", fortranOrder()), entry("shape", shape())));
        if (chance(30)) {
            Collections.shuffle(entries, random);
        }
        if (chance(3)) {
            entries.remove(random.nextInt(entries.size()));
        }
        if (chance(4)) {
            entries.add(
                    random.nextInt(entries.size() + 1),
                    pick(entry("descr", descr(0)), entry("shape", shape()), entry("fortran_order", fortranOrder())));
        }
        if (chance(2)) {
            entries.add(
                    pick("'more': 1", "1: 2", "None: ()", "('descr',): 1", "b'shape': (3,)", "**{}", "[]: 1", "{}: 1"));
        }
        return "{" + joined(entries) + "}";
    }

    private String entry(String key, String value) {
        return string(key) + space() + ":" + space() + value;
    }

    /** Items with commas between them, and perhaps one behind the last. */
    private String joined(List<String> items) {
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

    /** Mostly nothing. */
    private String space() {
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

    private String fortranOrder() {
        return !chance(wildness)
                ? pick("False", "True", "False")
                : pick(
                        "0",
                        "1",
                        "None",
                        "'True'",
                        "true",
                        "(True)",
                        "(False,)",
                        "not True",
                        "True and True",
                        "[False]",
                        "0.0",
                        "TRUE",
                        "__debug__",
                        "True False",
                        "True or",
                        "False #c\n",
                        "b'True'");
    }

    private String shape() {
        if (chance(wildness)) {
            return pick(
                    integer(3),
                    "(" + integer(3) + ")",
                    "[" + integer(3) + "]",
                    "None",
                    "()",
                    "[]",
                    "(3,,)",
                    "(,)",
                    "(,3)",
                    "((3,))",
                    "((3,),)",
                    "(3,(2,))",
                    "'3'",
                    "(3.0,)",
                    "(3,None)",
                    "(True,)",
                    "(True,2)",
                    "(3,'2')",
                    "{3}",
                    "(3 4)",
                    "3,",
                    "tuple()",
                    "(-1,)",
                    "(2,-1)",
                    "(0,-1)",
                    "(3,)+(2,)",
                    "(3,)*2",
                    "(1e1,)",
                    "(3j,)",
                    "(1_0,)",
                    "(0_0,)",
                    "(00,)",
                    "(007,)",
                    "(9223372036854775807,)",
                    "(9223372036854775808,)",
                    "(4294967296,4294967296)",
                    "(0,9223372036854775807,2)",
                    "(0,9223372036854775808)",
                    "(" + "9".repeat(5000) + ",)",
                    "(" + "1,".repeat(31) + "1)",
                    "(" + "1,".repeat(32) + "1)",
                    "(" + "1,".repeat(63) + "1)",
                    "(" + "1,".repeat(64) + "1)",
                    "(*(3,),)",
                    "(- 3,)",
                    "(+ 3,)",
                    "(--3,)",
                    "(-0,)",
                    "(~3,)",
                    "(3,) if 1 else ()",
                    "(3,)  ",
                    "(((3)),)",
                    "(3,#c\n)",
                    "(set(),)",
                    "set()");
        }
        int rank = pick(0, 1, 1, 1, 2, 2, 3, 4);
        List<String> dims = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            dims.add(integer(pick(0, 1, 2, 3, 4, 5)));
        }
        return rank == 1 ? "(" + dims.getFirst() + space() + "," + space() + ")" : "(" + joined(dims) + ")";
    }

    private String integer(int n) {
        if (!chance(wildness)) {
            return Integer.toString(n);
        }
        return pick(
                "0x" + Integer.toHexString(n),
                "0X" + Integer.toHexString(n).toUpperCase(java.util.Locale.ROOT),
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
    private String string(String value) {
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

    private String descr(int depth) {
        int kind = random.nextInt(100);
        if (kind < 52 + 15 * depth) {
            return string(scalar());
        }
        if (kind < 90) {
            return struct(depth);
        }
        if (kind < 96) {
            return "(" + descr(depth + 1) + "," + space() + subShape() + pick("", "", ",") + ")";
        }
        return pick(
                "None",
                "1",
                "()",
                "[()]",
                "[[]]",
                "b'<f8'",
                "{'names': ['a'], 'formats': ['<i4']}",
                "{('a', '<i4')}",
                "{('a', '<i4'): 1}",
                "('<i4',)",
                "('<i4', (2,), 1)",
                "('<i4', {})",
                "('<i4', None)",
                "('<i4', [('a', '<i2'), ('b', '<i2')])",
                "('<i4', '<i2')",
                "('S', 5)",
                "('S0', 5)",
                "('V', 3)",
                "('U0', 2)",
                "('<i4', 'a')",
                "['ab']",
                "['abc']",
                "[('a',)]",
                "[('a', '<i4', 2, 3)]",
                "[(1, '<i4')]",
                "[(None, '<i4')]",
                "[(('t', 'a', 'b'), '<i4')]",
                "[(('t',), '<i4')]",
                "[(['t', 'a'], '<i4')]",
                "[((1, 'a'), '<i4')]",
                "[((None, 'a'), '<i4')]",
                "[((b't', 'a'), '<i4')]",
                "[((('t',), 'a'), '<i4')]",
                "[(b'a', '<i4')]",
                "[(('a', 'a'), '<i4')]",
                "[(('b', 'a'), '<i4'), ('b', '<i4')]",
                "[(('', 'a'), '<i4')]",
                "[(('t', ''), '<i4')]",
                "[(('t', ''), '|V4')]",
                "('a', '<i4')",
                "(('a', '<i4'),)",
                "[('a', '<i4'), 3]",
                "[('a', None)]",
                "[('a', 'O')]",
                "[('', '')]",
                "('', (2,))",
                "[('a', ('S', 5))]",
                "[('a', 'S', 5)]",
                "[('a', 'V', (2,))]",
                "[('a', 'U0', (2,))]",
                "[('a', 'S0', 1)]",
                "[('', 'V', 2)]",
                "[('', ('|V2', (2,)))]",
                "[('', [('x', '<i4')])]",
                "[('', [])]",
                "[('', [], 2)]",
                "[('a', '|V4'), ('', '|V4'), ('', '|V4')]",
                "[('a', '<i4', True)]",
                "[('a', '<i4', (True,))]",
                "[('a', '<i4', None)]",
                "[('a', '<i4', 1)]",
                "[('a', '<i4', (1,))]",
                "[('a', '<i4', 0)]",
                "[('a', '<i4', -1)]",
                "[('a', '<i4', (2, -1))]",
                "[('a', '<i4', (2, 0))]",
                "[('a', '<i4', 2147483647)]",
                "[('a', '<i4', 536870912)]",
                "[('a', 'S1', 2147483647)]",
                "[('a', '<i4', 1.0)]",
                "[('a', '<i4', '2')]",
                "[('a', '<i4', [2])]",
                "[('a', '<i4', (2, (3,)))]",
                "[('a', '<i4', ())]");
    }

    private String struct(int depth) {
        List<String> fields = new ArrayList<>();
        int count = pick(0, 1, 1, 2, 2, 3, 4);
        for (int i = 0; i < count; i++) {
            fields.add(field(depth));
        }
        return "[" + joined(fields) + "]";
    }

    private String field(int depth) {
        if (chance(8)) {
            return pick(
                    "('', '|V4')",
                    "('', 'V3')",
                    "('', '<i4')",
                    "('', 'V0')",
                    "('', '|V2', (2,))",
                    "('', '<i4', (3,))",
                    "('', 'V')");
        }
        List<String> parts = new ArrayList<>();
        parts.add(
                chance(90)
                        ? string(pick(NAMES))
                        : "(" + string(pick(NAMES)) + "," + space() + string(pick(NAMES)) + ")");
        parts.add(descr(depth + 1));
        if (chance(30)) {
            parts.add(subShape());
        }
        boolean list = chance(12);
        return (list ? "[" : "(") + joined(parts) + (list ? "]" : ")");
    }

    private String subShape() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> integer(pick(0, 1, 2, 3));
            case 2 -> "()";
            case 3 -> "[" + integer(2) + "]";
            case 4, 5 -> "(" + integer(pick(1, 2, 3)) + ",)";
            default -> "(" + integer(pick(0, 1, 2)) + ", " + integer(3) + ")";
        };
    }

    private String scalar() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 ->
                pick("<", "<", ">", "|", "=", "")
                        + pick(
                                "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "f16", "c8", "c16",
                                "c32", "b1", "S5", "U3", "V7", "S0", "U0", "V0", "a3", "S", "U", "V");
            case 8, 9, 10 -> date();
            case 11, 12 -> pick(TypeWords.NAMES);
            case 13 -> pick("<", ">", "|", "=", "") + pick(TypeWords.CODES);
            case 14, 15 -> commaString();
            case 16 -> pick("<", ">", "|", "=", "!", "@", "") + pick(TypeWords.NAMES);
            default -> pick(TypeWords.ODDITIES);
        };
    }

    private String date() {
        String number = pick(
                "",
                "",
                "",
                "1",
                "2",
                "7",
                "25",
                "100",
                "0",
                "-1",
                "+3",
                "2147483647",
                "2147483648",
                " 5",
                "5 ",
                "03",
                "1.5",
                "1_0");
        String unit = pick(
                "Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "\u03bcs", "\u00b5s", "generic",
                "B", "d", "S", "", "second", "s s");
        String divisor = chance(80)
                ? ""
                : "/"
                        + pick(
                                "1", "2", "3", "4", "5", "6", "7", "12", "24", "52", "60", "365", "1000", "3600",
                                "60000", "1000000", "0", "-2", "", "x", " 2", "2 ", "1440", "30", "86400", "168", "+2");
        return pick("<", ">", "=", "|", "")
                + pick("M8", "M8", "m8", "datetime64", "timedelta64", "M", "m", "M4")
                + pick("[", "[", "[", "[", "[[", "")
                + number
                + unit
                + divisor
                + pick("]", "]", "]", "]", "]", "", "]]", "] ", "]x");
    }

    private String commaString() {
        StringBuilder out = new StringBuilder();
        int items = 1 + random.nextInt(3);
        for (int i = 0; i < items; i++) {
            out.append(i == 0 ? "" : pick(",", ", ", " , ", " ", ",,"))
                    .append(pick("", "", "", "<", ">", "=", "|"))
                    .append(pick(
                            "", "", "", "2", "1", "0", "(2)", "(2,)", "(2,3)", "(2, 3)", "()", "(1,)", "(1)", "3 ",
                            " 2", "(-1)", "(2", "01", "(2,,3)", "( 2 )", "1,", "(2)(3)"))
                    .append(pick("", "", "", "<", ">"))
                    .append(pick(
                            "i4", "f8", "u1", "S3", "U2", "V2", "i", "f", "d", "?", "M8[s]", "m8[5D]", "b1", "S", "a2",
                            "float64", "i3", "O", "M8[s,3]", "x", ""));
        }
        return out + pick("", "", "", "", ",", ", ", " ");
    }
}
