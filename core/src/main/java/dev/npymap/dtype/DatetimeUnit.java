package dev.npymap.dtype;

/**
 * What one count of a {@code datetime64} or {@code timedelta64} stands for, times the dtype's multiple.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/arrays.datetime.html#datetime-units">NumPy: datetime units</a>
 */
public enum DatetimeUnit {
    /** A year. */
    YEAR("Y", 0, 0),
    /** A month. */
    MONTH("M", 0, 0),
    /** Seven days; counts begin on Thursday, 1970-01-01. */
    WEEK("W", 604_800, 0),
    /** A day. */
    DAY("D", 86_400, 0),
    /** An hour. */
    HOUR("h", 3600, 0),
    /** A minute. */
    MINUTE("m", 60, 0),
    /** A second. */
    SECOND("s", 1, 0),
    /** 10<sup>-3</sup> s. */
    MILLISECOND("ms", 0, 3),
    /** 10<sup>-6</sup> s. */
    MICROSECOND("us", 0, 6),
    /** 10<sup>-9</sup> s. */
    NANOSECOND("ns", 0, 9),
    /** 10<sup>-12</sup> s. */
    PICOSECOND("ps", 0, 12),
    /** 10<sup>-15</sup> s. */
    FEMTOSECOND("fs", 0, 15),
    /** 10<sup>-18</sup> s. */
    ATTOSECOND("as", 0, 18),
    /** No unit at all: a bare count, as in {@code M8}. */
    GENERIC("generic", 0, 0);

    private final String symbol;
    private final int seconds;
    private final int decimals;

    DatetimeUnit(String symbol, int seconds, int decimals) {
        this.symbol = symbol;
        this.seconds = seconds;
        this.decimals = decimals;
    }

    /** {@return NumPy's symbol for this unit, as in {@code M8[ns]}} */
    public String symbol() {
        return symbol;
    }

    /** {@return the length of this unit, in seconds; 0 for what is shorter than a second, of no fixed length, or no unit} */
    public int seconds() {
        return seconds;
    }

    /** {@return how many decimals of a second this unit has: 9 for nanoseconds, 0 for seconds and all that is longer} */
    public int decimals() {
        return decimals;
    }

    /** {@return the unit that is so many steps finer} */
    @SuppressWarnings("EnumOrdinal") // the units are declared from coarse to fine, as in NumPy's NPY_DATETIMEUNIT
    DatetimeUnit finer(int steps) {
        return values()[ordinal() + steps];
    }

    /** {@return the unit of a symbol, or null}; NumPy takes a Greek mu (U+03BC) too. */
    static DatetimeUnit ofSymbol(String symbol) {
        for (DatetimeUnit unit : values()) {
            if (unit.symbol.equals(symbol)) {
                return unit;
            }
        }
        return symbol.equals("\u03bcs") ? MICROSECOND : null;
    }
}
