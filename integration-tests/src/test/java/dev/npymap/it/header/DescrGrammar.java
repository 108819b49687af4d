package dev.npymap.it.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes random dtypes as a header has them: scalars, structs and sub-arrays. */
class DescrGrammar extends LiteralGrammar {
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

    DescrGrammar(Random random) {
        super(random);
    }

    /**
     * {@return a dtype}
     *
     * @param depth how many structs and sub-arrays it is in
     */
    final String descr(int depth) {
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
