package dev.npymap.dtype;

import dev.npymap.literal.Literal;
import dev.npymap.literal.LiteralException;
import dev.npymap.literal.PythonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a dtype from what stands under {@code descr} in a header.
 *
 * <p>The rules are those of {@code descr_to_dtype} in NumPy's {@code lib/_format_impl.py}; those of comma-separated strings
 * are {@code _commastring}'s in {@code _core/_internal.py}.
 */
final class DescrParser {
    /** The parts of one item of {@code "i4, (2,3)<f8"}: byte order, repeats, byte order, name. */
    private static final Pattern COMMA_ITEM =
            Pattern.compile("([<>|=]?)( *+[(]?[ ,0-9]*+[)]? *+)([<>|=]?)([A-Za-z0-9.?]*+(?:\\[[a-zA-Z0-9,.]*+])?)");

    private static final Pattern PREFIXED_QUOTE = Pattern.compile("[uUrRbB]{1,2}['\"]");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*+,\\s*+");
    private static final Pattern TRAILING_SPACE = Pattern.compile("\\s++$");

    private DescrParser() {}

    /** A bare string such as {@code <f8} or {@code (2,3)i4} begins with no quote and ends with no bracket of a tuple. */
    private static boolean isLiteral(String text) {
        String bare = text.strip();
        return !bare.isEmpty()
                && ("['\"{".indexOf(bare.charAt(0)) >= 0
                        || (bare.startsWith("(") && bare.endsWith(")"))
                        || PREFIXED_QUOTE.matcher(bare).lookingAt());
    }

    static DType parse(String text) {
        // Python 2 wrote (3L,) for the shape of a sub-array too; a header of version 3.0 with an L was refused before.
        return isLiteral(text)
                ? fromLiteral(PythonParser.parse(text, PythonParser.MAX_DEPTH, Integer.MAX_VALUE, true))
                : fromString(text, 0);
    }

    private static DType fromLiteral(Literal descr) {
        return switch (descr) {
            case Literal.Text text -> fromString(text.value(), text.start());
            case Literal.Sequence sequence when sequence.tuple() -> subarray(sequence);
            case Literal.Sequence sequence -> struct(sequence);
            default ->
                throw new LiteralException(
                        "expected a dtype as a str, list or tuple, found " + descr.kind(), descr.start());
        };
    }

    private static DType subarray(Literal.Sequence descr) {
        if (descr.items().size() != 2) {
            throw new LiteralException(
                    "expected a sub-array as (dtype, shape), found a tuple of "
                            + descr.items().size(),
                    descr.start());
        }
        return subarray(fromLiteral(descr.items().get(0)), descr.items().get(1));
    }

    /** An int behind a dtype without a length is its length, as in NumPy: {@code ('S', 5)} is {@code S5}. */
    private static DType subarray(DType base, Literal shape) {
        try {
            if (base instanceof ScalarType scalar && base.itemSize() == 0 && shape instanceof Literal.Int length) {
                return ScalarType.flexible(scalar.kind(), length.value(), scalar.order());
            }
            return SubarrayType.of(base, shape(shape));
        } catch (LiteralException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new LiteralException(e.getMessage(), shape.start());
        }
    }

    private static Shape shape(Literal shape) {
        List<Literal> items = shape instanceof Literal.Sequence sequence ? sequence.items() : List.of(shape);
        long[] dims = new long[items.size()];
        for (int axis = 0; axis < dims.length; axis++) {
            if (!(items.get(axis) instanceof Literal.Int dim)) {
                throw new LiteralException(
                        "expected a dimension of a sub-array, found "
                                + items.get(axis).kind(),
                        items.get(axis).start());
            }
            dims[axis] = dim.value();
        }
        return Shape.of(dims);
    }

    private static StructType struct(Literal.Sequence descr) {
        StructType.Builder struct = DType.struct();
        for (Literal item : descr.items()) {
            try {
                addField(struct, item);
            } catch (LiteralException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new LiteralException(e.getMessage(), item.start());
            }
        }
        try {
            return struct.build();
        } catch (IllegalArgumentException e) {
            throw new LiteralException(e.getMessage(), descr.start());
        }
    }

    private static void addField(StructType.Builder struct, Literal item) {
        if (!(item instanceof Literal.Sequence field)
                || field.items().size() < 2
                || field.items().size() > 3) {
            throw new LiteralException(
                    "expected a field as (name, dtype) or (name, dtype, shape), found " + item.kind(), item.start());
        }
        Literal key = field.items().get(0);
        DType dtype = fromLiteral(field.items().get(1));
        if (field.items().size() == 3) {
            dtype = subarray(dtype, field.items().get(2));
        }
        if (key instanceof Literal.Text name && StructType.isPadding(name.value(), dtype)) {
            struct.padding(dtype.itemSize());
        } else if (key instanceof Literal.Sequence pair
                && pair.tuple()
                && pair.items().size() == 2) {
            struct.add(name(pair.items().get(1)), title(pair.items().get(0)), dtype);
        } else {
            struct.add(name(key), Optional.empty(), dtype);
        }
    }

    private static String name(Literal name) {
        if (name instanceof Literal.Text text) {
            return text.value();
        }
        throw new LiteralException("expected a field's name as a str, found " + name.kind(), name.start());
    }

    private static Optional<String> title(Literal title) {
        return title.kind().equals("None") ? Optional.empty() : Optional.of(name(title));
    }

    private static DType fromString(String text, int offset) {
        return isCommaString(text) ? commaString(text, offset) : ScalarParser.parse(text, offset);
    }

    /** NumPy's {@code _check_for_commastring}: a leading count or {@code ()}, or a comma outside of square brackets. */
    private static boolean isCommaString(String text) {
        int start = !text.isEmpty() && "<>|=".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
        if (text.startsWith("()", start) || (text.length() > start && ScalarParser.isDigit(text.charAt(start)))) {
            return true;
        }
        int open = 0;
        for (int i = 1; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '[' -> open++;
                case ']' -> open--;
                case ',' -> {
                    if (open == 0) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private static DType commaString(String text, int offset) {
        List<DType> items = new ArrayList<>();
        boolean list = false;
        Matcher item = COMMA_ITEM.matcher(text);
        for (int start = 0; start < text.length(); ) {
            item.region(start, text.length());
            if (!item.lookingAt()) {
                throw new LiteralException("expected a dtype", offset + start);
            }
            items.add(commaItem(item, offset + start));
            start = item.end();
            Matcher space = TRAILING_SPACE.matcher(text).region(start, text.length());
            Matcher separator = SEPARATOR.matcher(text).region(start, text.length());
            if (space.lookingAt()) {
                start = text.length();
            } else if (start < text.length()) {
                if (!separator.lookingAt()) {
                    throw new LiteralException("expected ',' between dtypes", offset + start);
                }
                start = separator.end();
                list = true;
            }
        }
        if (!list) {
            return items.getFirst();
        }
        StructType.Builder struct = DType.struct();
        try {
            for (int i = 0; i < items.size(); i++) {
                struct.field("f" + i, items.get(i));
            }
        } catch (IllegalArgumentException e) {
            throw new LiteralException(e.getMessage(), offset);
        }
        return struct.build();
    }

    private static DType commaItem(Matcher item, int offset) {
        String first = item.group(1);
        String second = item.group(3);
        if (!first.isEmpty() && !second.isEmpty() && !first.equals(second)) {
            throw new LiteralException("two byte orders, " + first + " and " + second, offset);
        }
        DType base = ScalarParser.parse((first.isEmpty() ? second : first) + item.group(4), offset);
        String repeats = item.group(2);
        if (repeats.isEmpty()) {
            return base;
        }
        if (repeats.isBlank()) {
            throw new LiteralException("expected a dtype, found a space", offset);
        }
        try {
            // In brackets, since NumPy takes "2,3f8" for "(2,3)f8".
            return subarray(base, PythonParser.parse("(" + repeats + ")"));
        } catch (LiteralException e) {
            int place = Math.clamp(e.offset() - 1, 0, repeats.length());
            throw new LiteralException(e.problem(), offset + item.start(2) - item.start() + place);
        }
    }
}
