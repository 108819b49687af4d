package dev.npymap.it.matrix;

import dev.npymap.NpyArray;
import dev.npymap.access.BooleanAccessor;
import dev.npymap.access.ByteAccessor;
import dev.npymap.access.BytesAccessor;
import dev.npymap.access.ComplexAccessor;
import dev.npymap.access.DatetimeAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.FloatAccessor;
import dev.npymap.access.HalfAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.LongDoubleAccessor;
import dev.npymap.access.LongDoubleFormat;
import dev.npymap.access.ShortAccessor;
import dev.npymap.access.StringAccessor;
import dev.npymap.access.TimedeltaAccessor;
import dev.npymap.dtype.ScalarType;
import dev.npymap.it.matrix.Formula.CodePoints;
import dev.npymap.it.matrix.Formula.Complex;
import dev.npymap.it.matrix.Formula.Raw;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An accessor, whatever its type, with every way to reach an element: by as many indices as there are dimensions, and by an
 * array of indices. Values are those of {@link Formula}.
 */
public final class ScalarAccess {
    /** What x86-64 and aarch64 mean by a longdouble. */
    private static final LongDoubleFormat LONG_DOUBLE =
            System.getProperty("os.arch").equals("aarch64") ? LongDoubleFormat.IEEE_QUAD : LongDoubleFormat.X87;

    private final Get get;
    private final GetAt getAt;
    private final SetAt set;
    private final SetAt setAt;
    private final Supplier<Object> toArray;

    private ScalarAccess(Get get, GetAt getAt, SetAt set, SetAt setAt, Supplier<Object> toArray) {
        this.get = get;
        this.getAt = getAt;
        this.set = set;
        this.setAt = setAt;
        this.toArray = toArray;
    }

    private interface Get {
        Object get(long[] index);
    }

    private interface Get1 {
        Object get(long i);
    }

    private interface Get2 {
        Object get(long i, long j);
    }

    private interface Get3 {
        Object get(long i, long j, long k);
    }

    private interface GetAt {
        Object get(long[] index);
    }

    private interface SetAt {
        void set(long[] index, Object value);
    }

    private interface Set1<T> {
        void set(long i, T value);
    }

    private interface Set2<T> {
        void set(long i, long j, T value);
    }

    private interface Set3<T> {
        void set(long i, long j, long k, T value);
    }

    private interface SetAny<T> {
        void set(long[] index, T value);
    }

    private static Get byRank(Get1 one, Get2 two, Get3 three, GetAt any) {
        return index -> switch (index.length) {
            case 1 -> one.get(index[0]);
            case 2 -> two.get(index[0], index[1]);
            case 3 -> three.get(index[0], index[1], index[2]);
            default -> any.get(index);
        };
    }

    private static <T> SetAt setByRank(Class<T> type, Set1<T> one, Set2<T> two, Set3<T> three, SetAny<T> any) {
        return (index, value) -> {
            switch (index.length) {
                case 1 -> one.set(index[0], type.cast(value));
                case 2 -> two.set(index[0], index[1], type.cast(value));
                case 3 -> three.set(index[0], index[1], index[2], type.cast(value));
                default -> any.set(index, type.cast(value));
            }
        };
    }

    /** The accessors whose setters take one index or an array of them. */
    private static <T> SetAt setByRank(Class<T> type, Set1<T> one, SetAny<T> any) {
        return setByRank(
                type,
                one,
                (i, j, value) -> any.set(new long[] {i, j}, value),
                (i, j, k, value) -> any.set(new long[] {i, j, k}, value),
                any);
    }

    private static <T> SetAt setAt(Class<T> type, SetAny<T> any) {
        return (index, value) -> any.set(index, type.cast(value));
    }

    /** {@return the element, read by as many arguments as there are dimensions} */
    public Object get(long... index) {
        return get.get(index);
    }

    /** {@return the element, read by an array of indices} */
    public Object getAt(long... index) {
        return getAt.get(index);
    }

    /** Writes the element by as many arguments as there are dimensions. */
    public void set(long[] index, Object value) {
        set.set(index, value);
    }

    /** Writes the element by an array of indices. */
    public void setAt(long[] index, Object value) {
        setAt.set(index, value);
    }

    /** {@return the Java array of all elements}, where the accessor has one. */
    public Optional<Object> toArray() {
        return Optional.ofNullable(toArray.get());
    }

    /** {@return the accessor of an array's elements} */
    public static ScalarAccess of(NpyArray array) {
        ScalarType type = (ScalarType) array.dtype();
        return switch (type.kind()) {
            case BOOL -> of(array.booleans());
            case INT, UINT ->
                switch (type.itemSize()) {
                    case 1 -> of(array.bytes());
                    case 2 -> of(array.shorts());
                    case 4 -> of(array.ints());
                    default -> of(array.longs());
                };
            case FLOAT ->
                switch (type.itemSize()) {
                    case 2 -> of(array.halfs());
                    case 4 -> of(array.floats());
                    case 8 -> of(array.doubles());
                    default -> of(array.longDoubles(LONG_DOUBLE));
                };
            case COMPLEX -> of(array.complexes(LONG_DOUBLE));
            case DATETIME -> of(array.datetimes());
            case TIMEDELTA -> of(array.timedeltas());
            case STRING, BYTES -> of(array.strings(), array.rawBytes(), type);
            case VOID -> of(array.rawBytes());
        };
    }

    private static ScalarAccess of(BooleanAccessor a) {
        Class<Boolean> type = Boolean.class;
        return new ScalarAccess(
                byRank(a::get, a::get, a::get, a::get),
                a::get,
                setByRank(type, a::set, a::set),
                setAt(type, a::set),
                a::toArray);
    }

    private static ScalarAccess of(ByteAccessor a) {
        Class<Byte> type = Byte.class;
        return new ScalarAccess(
                byRank(a::get, a::get, a::get, a::get),
                a::get,
                setByRank(type, a::set, a::set, a::set, a::set),
                setAt(type, a::set),
                a::toArray);
    }

    private static ScalarAccess of(ShortAccessor a) {
        Class<Short> type = Short.class;
        return new ScalarAccess(
                byRank(a::get, a::get, a::get, a::get),
                a::get,
                setByRank(type, a::set, a::set, a::set, a::set),
                setAt(type, a::set),
                a::toArray);
    }

    private static ScalarAccess of(IntAccessor a) {
        Class<Integer> type = Integer.class;
        return new ScalarAccess(
                byRank(a::get, a::get, a::get, a::get),
                a::get,
                setByRank(type, a::set, a::set, a::set, a::set),
                setAt(type, a::set),
                a::toArray);
    }

    private static ScalarAccess of(LongAccessor a) {
        Class<Long> type = Long.class;
        return new ScalarAccess(
                byRank(a::get, a::get, a::get, a::get),
                a::get,
                setByRank(type, a::set, a::set, a::set, a::set),
                setAt(type, a::set),
                a::toArray);
    }

    private static ScalarAccess of(HalfAccessor a) {
        Class<Float> type = Float.class;
        return new ScalarAccess(
                byRank(a::get, a::get, a::get, a::get),
                a::get,
                setByRank(type, a::set, a::set),
                setAt(type, a::set),
                a::toArray);
    }

    private static ScalarAccess of(FloatAccessor a) {
        Class<Float> type = Float.class;
        return new ScalarAccess(
                byRank(a::get, a::get, a::get, a::get),
                a::get,
                setByRank(type, a::set, a::set, a::set, a::set),
                setAt(type, a::set),
                a::toArray);
    }

    private static ScalarAccess of(DoubleAccessor a) {
        Class<Double> type = Double.class;
        return new ScalarAccess(
                byRank(a::get, a::get, a::get, a::get),
                a::get,
                setByRank(type, a::set, a::set, a::set, a::set),
                setAt(type, a::set),
                a::toArray);
    }

    private static ScalarAccess of(LongDoubleAccessor a) {
        Class<Double> type = Double.class;
        return new ScalarAccess(
                byRank(a::get, a::get, a::get, a::get),
                a::get,
                setByRank(type, a::set, a::set),
                setAt(type, a::set),
                a::toArray);
    }

    private static ScalarAccess of(ComplexAccessor a) {
        Class<Complex> type = Complex.class;
        Get1 one = i -> new Complex(a.re(i), a.im(i));
        GetAt any = index -> new Complex(a.re(index), a.im(index));
        return new ScalarAccess(
                byRank(
                        one,
                        (i, j) -> new Complex(a.re(i, j), a.im(i, j)),
                        (i, j, k) -> new Complex(a.re(i, j, k), a.im(i, j, k)),
                        any),
                any,
                setByRank(type, (i, c) -> a.set(i, c.re(), c.im()), (index, c) -> a.set(index, c.re(), c.im())),
                setAt(type, (index, c) -> a.set(index, c.re(), c.im())),
                a::toArray);
    }

    private static ScalarAccess of(DatetimeAccessor a) {
        Class<Long> type = Long.class;
        return new ScalarAccess(
                byRank(a::getCount, a::getCount, a::getCount, a::getCount),
                a::getCount,
                setByRank(type, a::setCount, a::setCount),
                setAt(type, a::setCount),
                () -> null);
    }

    private static ScalarAccess of(TimedeltaAccessor a) {
        Class<Long> type = Long.class;
        return new ScalarAccess(
                byRank(a::getCount, a::getCount, a::getCount, a::getCount),
                a::getCount,
                setByRank(type, a::setCount, a::setCount),
                setAt(type, a::setCount),
                () -> null);
    }

    /** What is no text is written as bytes: there is no other way. */
    private static ScalarAccess of(StringAccessor a, BytesAccessor raw, ScalarType dtype) {
        Class<CodePoints> type = CodePoints.class;
        SetAny<CodePoints> any = (index, c) -> {
            if (c.isText()) {
                a.set(index, c.text());
            } else {
                raw.set(index, Ucs4.encode(c.toArray(), dtype.order()));
            }
        };
        Set1<CodePoints> one = (i, c) -> {
            if (c.isText()) {
                a.set(i, c.text());
            } else {
                raw.set(i, Ucs4.encode(c.toArray(), dtype.order()));
            }
        };
        return new ScalarAccess(
                byRank(
                        i -> CodePoints.of(a.getCodePoints(i)),
                        (i, j) -> CodePoints.of(a.getCodePoints(i, j)),
                        (i, j, k) -> CodePoints.of(a.getCodePoints(i, j, k)),
                        index -> CodePoints.of(a.getCodePoints(index))),
                index -> Ucs4.throughString(a, index),
                setByRank(type, one, any),
                setAt(type, any),
                () -> null);
    }

    private static ScalarAccess of(BytesAccessor a) {
        Class<Raw> type = Raw.class;
        GetAt any = index -> Raw.of(a.get(index));
        return new ScalarAccess(
                byRank(i -> Raw.of(a.get(i)), (i, j) -> Raw.of(a.get(i, j)), (i, j, k) -> Raw.of(a.get(i, j, k)), any),
                any,
                setByRank(type, (i, raw) -> a.set(i, raw.bytes()), (index, raw) -> a.set(index, raw.bytes())),
                setAt(type, (index, raw) -> a.set(index, raw.bytes())),
                () -> null);
    }
}
