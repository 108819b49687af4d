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
final class HeaderGrammar extends DescrGrammar {
    /** What is typed by mistake: everything that means something to the grammar, and some things that do not. */
    private static final String SLIPS =
            "'\"()[]{},:;#\\ \t\n\r\f\u000b\0uUbBrRfLl0123456789xo_-+.ejN<>|=*@\u00a0\u00e9\u03bc\u00b2";

    HeaderGrammar(Random random) {
        super(random);
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
}
