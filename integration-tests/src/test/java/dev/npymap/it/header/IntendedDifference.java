package dev.npymap.it.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where npymap judges otherwise than NumPy 2, and why. Anything that is not in this table is a defect. */
enum IntendedDifference {
    INDENTED_BEHIND_A_LINE(
            "NumPy refuses a dict that is indented behind an empty line or a comment, as Python refuses such a line of code. It"
                    + " is no less clear.",
            "\n " + header("'<i4'"),
            Side.NPYMAP_ACCEPTS,
            Where.HEADER,
            "(?:[ \\t\\f]*(?:#[^\\r\\n]*)?(?:\\r\\n?|\\n))+[ \\t]+.*"),
    BLANKS_BEHIND_THE_LAST_LINE(
            "Python 3.12 takes blanks behind the last line end for one more line, indented. NumPy's own padding stands before the"
                    + " line end, other writers' may not.",
            header("'<i4'") + "  ",
            Side.NPYMAP_ACCEPTS,
            Where.HEADER,
            ".*[\\r\\n][ \\t][ \\t\\f]*"),
    LONE_CARRIAGE_RETURN(
            "Python's parser takes a lone carriage return for a line end. Its tokenizer, by which NumPy takes Python 2's L away, does not"
                    + " since 3.12: a comment is code to it then.",
            "{\r# it's\r\n'descr': '<i4', 'fortran_order': False, 'shape': (2L,), }\n",
            Side.NPYMAP_ACCEPTS,
            Where.HEADER,
            "(?=.*\\r(?!\\n)).*[0-9a-fA-F]\\s*L.*"),
    TYPE_BY_NUMBER(
            "A control character, as in '\\x0b', is a type by its number in NumPy's C code.",
            header("'\\x0b'"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "expected a dtype, found '[<>=|]?(?:\\\\x[01][0-9a-f]|\\\\[tnr])'"),
    TITLE_OF_ANY_TYPE(
            "A title that is a number, bytes or a tuple: NumPy takes any object. npymap finds fields by title, as by name.",
            header("[((1, 'a'), '<i4')]"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "expected a field's name as a str, found .*"),
    FIELD_IN_A_STR(
            "['ab'] is the field 'a' of dtype 'b' to NumPy, since it takes the letters apart.",
            header("['ab']"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "expected a field as \\(name, dtype\\) or \\(name, dtype, shape\\), found a str"),
    TUPLE_OF_THREE(
            "('<i4', (2,), 1) is ('<i4', (2,)) to NumPy, which never looks at the third item.",
            header("('<i4', (2,), 1)"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "expected a sub-array as \\(dtype, shape\\), found a tuple of .*"),
    SET_FOR_A_LIST(
            "A set of fields: NumPy iterates over anything, so that the fields' order is an accident. set() is the empty one.",
            header("{('a', '<i4')}"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "expected ':' after a key, found .*|expected a value, found the name set"),
    DICT_FOR_A_LIST(
            "A dict for a list of fields: NumPy iterates over its keys. Over b'' too, which has none.",
            header("{('a', '<i4'): 1}"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "expected a dtype as a str, list or tuple, found (?:a dict|bytes)"),
    SHAPE_OF_ANOTHER_KIND(
            "numpy.dtype takes a tuple for more than a sub-array: ('<i4', {}) for metadata, ('<i4', '<i2,<i2') for a union, ('S',"
                    + " '<i4') for a length, True for 1. NumPy writes none of them.",
            header("('<i4', {})"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "expected a dimension of a sub-array, found .*"),
    ORDER_IN_A_LIST(
            "In a comma-separated list NumPy drops an order that is '=', '|' or this machine's before it reads on, so that"
                    + " '=float64,' and '=2<i4' pass, and '>float64,' and '>2<i4' do not.",
            header("'=float64,'"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "two byte orders, .*|expected a dtype, found '[<>=|](?:[a-z]{3,}[_a-z0-9]*|[0-9].*)?'"),
    ALIAS_OF_A_CHARACTER(
            "\\N{LF}: Java knows the names of characters, and not all of their aliases.",
            header("[('\\N{LF}', '<i4')]"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "\\\\N with an unknown character name"),
    TOO_MANY_ELEMENTS(
            "More than 2^63 - 1 elements, hidden behind a dimension of 0 or by elements without a size.",
            "{'descr': 'S0', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "the shape .* has more than 2\\^63 - 1 elements"),
    HUGE_INT(
            "An int beyond 64 bits where it does not matter, since a later key of the dict replaces it.",
            "{'shape': (18446744073709551616,), 'descr': '<i4', 'fortran_order': False, 'shape': (2,)}",
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "an int that does not fit in 64 bits"),
    MULTIPLE_OF_A_UNIT(
            "A divisor that makes a multiple negative, or overflow: NumPy does not look.",
            header("'M8[s/-2]'"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "expected a datetime unit such as .* found '\\[.*/\\s*-[0-9]+\\]'|a datetime unit of \\[.*/.*\\] cannot be expressed"),
    LENGTH_OF_AN_EMPTY_SUBARRAY(
            "(('<i4', (0,)), 3): an int behind what has no size is a length to NumPy, as in ('S', 3). It makes a dtype of 0 items in 3"
                    + " bytes.",
            header("[('a', ('<i4', (0,)), 3)]"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "a sub-array of \\(.*\\), which has no size"),
    PAIR_OF_ESCAPED_SURROGATES(
            "A name of two escaped surrogates in a row: two code points to Python, which writes such names for broken text, and one"
                    + " character to a Java String.",
            header("[('\\ud83d\\ude00', '<i4')]"),
            Side.BOTH_ACCEPT,
            Where.HEADER,
            ".*\\\\(?:u|U0000)[dD][89abAB][0-9a-fA-F]{2}.*"),
    OBJECTS_IN_PADDING(
            "Python objects in a field '' with a shape, which NumPy takes for padding. npymap refuses them anywhere.",
            header("[('', 'O', (2,)), ('a', '<i4')]"),
            Side.NUMPY_ACCEPTS,
            Where.REFUSAL,
            "the dtype '.*' holds Python objects, .*");

    private enum Side {
        NUMPY_ACCEPTS,
        NPYMAP_ACCEPTS,
        BOTH_ACCEPT
    }

    /** Where to look for what is special. */
    private enum Where {
        /** In the header's text. */
        HEADER,
        /** In npymap's message, behind the byte's number. */
        REFUSAL
    }

    private final String reason;
    private final String example;
    private final Side side;
    private final Where where;
    private final Pattern pattern;

    IntendedDifference(String reason, String example, Side side, Where where, String pattern) {
        this.reason = reason;
        this.example = example;
        this.side = side;
        this.where = where;
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    /** {@return a header that is judged differently} */
    HeaderSample example() {
        return HeaderSample.of(1, 0, example.getBytes(ISO_8859_1));
    }

    private static String header(String descr) {
        return "{'descr': " + descr + ", 'fortran_order': False, 'shape': (2,), }\n";
    }

    /** {@return the name and the reason} */
    @Override
    public String toString() {
        return name() + ": " + reason;
    }

    /** {@return the row of this table that a difference belongs to, if any} */
    static Optional<IntendedDifference> of(HeaderSample sample, Verdict numPy, Verdict npymap) {
        return Arrays.stream(values())
                .filter(row -> row.covers(sample, numPy, npymap))
                .findFirst();
    }

    private boolean covers(HeaderSample sample, Verdict numPy, Verdict npymap) {
        boolean sides =
                numPy.accepted() == (side != Side.NPYMAP_ACCEPTS) && npymap.accepted() == (side != Side.NUMPY_ACCEPTS);
        String text = where == Where.HEADER ? sample.text() : npymap.text().replaceFirst("^byte [0-9]+: ", "");
        return sides && pattern.matcher(text).matches();
    }
}
