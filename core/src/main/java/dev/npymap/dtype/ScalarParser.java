package dev.npymap.dtype;

import dev.npymap.dtype.ScalarType.Kind;
import dev.npymap.literal.LiteralException;
import dev.npymap.literal.PythonText;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the scalar dtypes that NumPy takes as a string: {@code <f8}, {@code float64}, {@code d}, {@code M8[25s]}. */
final class ScalarParser {
    /** NumPy's type names, as {@code numpy.sctypeDict} has them on a 64-bit Linux or macOS, each with the string it means. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("bool", "b1"),
            Map.entry("bool_", "b1"),
            Map.entry("byte", "i1"),
            Map.entry("int8", "i1"),
            Map.entry("ubyte", "u1"),
            Map.entry("uint8", "u1"),
            Map.entry("short", "i2"),
            Map.entry("int16", "i2"),
            Map.entry("ushort", "u2"),
            Map.entry("uint16", "u2"),
            Map.entry("intc", "i4"),
            Map.entry("int32", "i4"),
            Map.entry("uintc", "u4"),
            Map.entry("uint32", "u4"),
            Map.entry("int", "i8"),
            Map.entry("int_", "i8"),
            Map.entry("intp", "i8"),
            Map.entry("int64", "i8"),
            Map.entry("long", "i8"),
            Map.entry("longlong", "i8"),
            Map.entry("uint", "u8"),
            Map.entry("uintp", "u8"),
            Map.entry("uint64", "u8"),
            Map.entry("ulong", "u8"),
            Map.entry("ulonglong", "u8"),
            Map.entry("half", "f2"),
            Map.entry("float16", "f2"),
            Map.entry("single", "f4"),
            Map.entry("float32", "f4"),
            Map.entry("float", "f8"),
            Map.entry("double", "f8"),
            Map.entry("float64", "f8"),
            Map.entry("longdouble", "f16"),
            Map.entry("float128", "f16"),
            Map.entry("csingle", "c8"),
            Map.entry("complex64", "c8"),
            Map.entry("complex", "c16"),
            Map.entry("cdouble", "c16"),
            Map.entry("complex128", "c16"),
            Map.entry("clongdouble", "c32"),
            Map.entry("complex256", "c32"),
            Map.entry("a", "S0"),
            Map.entry("bytes", "S0"),
            Map.entry("bytes_", "S0"),
            Map.entry("str", "U0"),
            Map.entry("str_", "U0"),
            Map.entry("unicode", "U0"),
            Map.entry("void", "V0"));

    /** NumPy's one-character codes, and the string that each means. */
    private static final Map<Character, String> CODES = Map.ofEntries(
            Map.entry('?', "b1"),
            Map.entry('b', "i1"),
            Map.entry('B', "u1"),
            Map.entry('h', "i2"),
            Map.entry('H', "u2"),
            Map.entry('i', "i4"),
            Map.entry('I', "u4"),
            Map.entry('l', "i8"),
            Map.entry('q', "i8"),
            Map.entry('n', "i8"),
            Map.entry('p', "i8"),
            Map.entry('L', "u8"),
            Map.entry('Q', "u8"),
            Map.entry('N', "u8"),
            Map.entry('P', "u8"),
            Map.entry('e', "f2"),
            Map.entry('f', "f4"),
            Map.entry('d', "f8"),
            Map.entry('g', "f16"),
            Map.entry('F', "c8"),
            Map.entry('D', "c16"),
            Map.entry('G', "c32"),
            Map.entry('S', "S0"),
            Map.entry('c', "S1"),
            Map.entry('U', "U0"),
            Map.entry('V', "V0"),
            Map.entry('M', "M8"),
            Map.entry('m', "m8"));

    /** A kind and its size, which C's {@code strtol} reads, hence the spaces and the plus. */
    private static final Pattern SIZED = Pattern.compile("(.)\\s*+\\+?([0-9]++)");

    private static final Pattern TIME = Pattern.compile("(M8|m8|datetime64|timedelta64)(?:\\[(.*)])?", Pattern.DOTALL);
    private static final Pattern TIME_STEP =
            Pattern.compile("(?:\\s*+\\+?([0-9]++))?+([A-Za-z\u03bc]++)(?:/\\s*+\\+?([0-9]++))?");

    private ScalarParser() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static ScalarType parse(String text, int offset) {
        ByteOrder order = ByteOrder.nativeOrder();
        String type = text;
        boolean ordered = !text.isEmpty() && "<>|=".indexOf(text.charAt(0)) >= 0;
        if (ordered) {
            type = text.substring(1);
            order = switch (text.charAt(0)) {
                case '<' -> ByteOrder.LITTLE_ENDIAN;
                case '>' -> ByteOrder.BIG_ENDIAN;
                default -> order;
            };
        }
        ScalarType found = null;
        Matcher time = TIME.matcher(type);
        if (type.length() == 1 && CODES.containsKey(type.charAt(0))) {
            found = sized(CODES.get(type.charAt(0)), order);
        } else if (time.matches()) {
            found = time(time, order, offset + text.length() - type.length());
        } else if (!ordered && NAMES.containsKey(type)) {
            found = sized(NAMES.get(type), order);
        } else if (!type.isEmpty()) {
            found = sized(type, order);
        }
        if (found != null) {
            return found;
        }
        if (type.matches("O[0-9]*|object_?|T")) {
            throw new LiteralException(
                    "the dtype " + PythonText.repr(text)
                            + " holds Python objects, which NumPy stores as a pickle: reading one can run any code, so npymap"
                            + " refuses it",
                    offset);
        }
        throw new LiteralException("expected a dtype, found " + PythonText.repr(text), offset);
    }

    /** A kind's character and its size in bytes (in code points for {@code U}); null if there is no such type. */
    private static ScalarType sized(String type, ByteOrder order) {
        Matcher sized = SIZED.matcher(type);
        if (!sized.matches()) {
            return null;
        }
        int size;
        try {
            size = Integer.parseInt(sized.group(2));
        } catch (NumberFormatException e) {
            return null;
        }
        return switch (sized.group(1).charAt(0)) {
            case 'b' -> size == 1 ? DType.BOOL : null;
            case 'i' -> number(Kind.INT, size, 1, 8, order);
            case 'u' -> number(Kind.UINT, size, 1, 8, order);
            case 'f' -> number(Kind.FLOAT, size, 2, 16, order);
            case 'c' -> number(Kind.COMPLEX, size, 8, 32, order);
            case 'M' -> size == 8 ? ScalarType.time(Kind.DATETIME, DatetimeUnit.GENERIC, 1, order) : null;
            case 'm' -> size == 8 ? ScalarType.time(Kind.TIMEDELTA, DatetimeUnit.GENERIC, 1, order) : null;
            case 'S', 'a' -> ScalarType.flexible(Kind.BYTES, size, order);
            case 'V' -> ScalarType.flexible(Kind.VOID, size, order);
            case 'U' -> size > Integer.MAX_VALUE / Integer.BYTES ? null : ScalarType.flexible(Kind.STRING, size, order);
            default -> null;
        };
    }

    private static ScalarType number(Kind kind, int size, int smallest, int largest, ByteOrder order) {
        return size < smallest || size > largest || Integer.bitCount(size) != 1
                ? null
                : ScalarType.number(kind, size).withOrder(order);
    }

    private static ScalarType time(Matcher type, ByteOrder order, int offset) {
        Kind kind =
                type.group(1).charAt(0) == 'M' || type.group(1).startsWith("datetime") ? Kind.DATETIME : Kind.TIMEDELTA;
        if (type.group(2) == null) {
            return ScalarType.time(kind, DatetimeUnit.GENERIC, 1, order);
        }
        Matcher step = TIME_STEP.matcher(type.group(2));
        DatetimeUnit unit = step.matches() ? DatetimeUnit.ofSymbol(step.group(2)) : null;
        if (unit == null) {
            throw new LiteralException(
                    "expected a datetime unit such as [ns] or [25s], found "
                            + PythonText.repr("[" + type.group(2) + "]"),
                    offset);
        }
        try {
            int multiple = step.group(1) == null ? 1 : Integer.parseInt(step.group(1));
            return step.group(3) == null
                    ? ScalarType.time(kind, unit, multiple, order)
                    : divided(kind, unit, multiple, Integer.parseInt(step.group(3)), order);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new LiteralException("a datetime unit of [" + type.group(2) + "] cannot be expressed", offset);
        }
    }

    /** NumPy's {@code convert_datetime_divisor_to_multiple}: {@code [s/5]} is {@code [200ms]}. */
    private static ScalarType divided(Kind kind, DatetimeUnit unit, int multiple, int divisor, ByteOrder order) {
        int[] finer = switch (unit) {
            case YEAR -> new int[] {12, 52, 365};
            case MONTH -> new int[] {4, 30, 720};
            case WEEK -> new int[] {7, 168, 10080};
            case DAY -> new int[] {24, 1440, 86400};
            case HOUR -> new int[] {60, 3600};
            case MINUTE -> new int[] {60, 60_000};
            case FEMTOSECOND -> new int[] {1000};
            case ATTOSECOND, GENERIC -> new int[] {};
            default -> new int[] {1000, 1_000_000};
        };
        if (divisor == 1) {
            return ScalarType.time(kind, unit, multiple, order);
        }
        for (int step = 0; step < finer.length; step++) {
            if (divisor != 0 && finer[step] % divisor == 0) {
                int product = Math.multiplyExact(multiple, finer[step] / divisor);
                return ScalarType.time(kind, unit.finer(step + 1), product, order);
            }
        }
        throw new IllegalArgumentException("no unit is " + divisor + " times finer");
    }
}
