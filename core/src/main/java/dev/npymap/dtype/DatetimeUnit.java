package dev.npymap.dtype;

/**
 * What one count of a {@code datetime64} or {@code timedelta64} stands for, times the dtype's multiple.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/arrays.datetime.html#datetime-units">NumPy: datetime units</a>
 */
public enum DatetimeUnit {
    /** A year. */
    YEAR("Y"),
    /** A month. */
    MONTH("M"),
    /** Seven days; counts begin on Thursday, 1970-01-01. */
    WEEK("W"),
    /** A day. */
    DAY("D"),
    /** An hour. */
    HOUR("h"),
    /** A minute. */
    MINUTE("m"),
    /** A second. */
    SECOND("s"),
    /** 10<sup>-3</sup> s. */
    MILLISECOND("ms"),
    /** 10<sup>-6</sup> s. */
    MICROSECOND("us"),
    /** 10<sup>-9</sup> s. */
    NANOSECOND("ns"),
    /** 10<sup>-12</sup> s. */
    PICOSECOND("ps"),
    /** 10<sup>-15</sup> s. */
    FEMTOSECOND("fs"),
    /** 10<sup>-18</sup> s. */
    ATTOSECOND("as"),
    /** No unit at all: a bare count, as in {@code M8}. */
    GENERIC("generic");

    private final String symbol;

    DatetimeUnit(String symbol) {
        this.symbol = symbol;
    }

    /** {@return NumPy's symbol for this unit, as in {@code M8[ns]}} */
    public String symbol() {
        return symbol;
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
