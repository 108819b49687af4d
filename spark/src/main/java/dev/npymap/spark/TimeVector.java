package dev.npymap.spark;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** {@code datetime64} as a date or timestamp, {@code timedelta64} as an interval; not-a-time is null. */
final class TimeVector extends NpyVector {
    private static final ValueLayout.OfLong LITTLE = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong BIG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final TimeCounts counts;

    TimeVector(DataType type, Place place, TimeCounts counts) {
        super(type, place);
        this.counts = counts;
    }

    @Override
    NpyVector moved(long bytes, long count) {
        return new TimeVector(type, place(bytes, count), counts);
    }

    private long count(int i) {
        long offset = offset(i);
        return bigEndian ? segment.get(BIG, offset) : segment.get(LITTLE, offset);
    }

    @Override
    public boolean isNullAt(int i) {
        return count(i) == TimeCounts.NAT;
    }

    /** {@return whether there may be nulls}; to know would be to read all. */
    @Override
    public boolean hasNull() {
        return true;
    }

    @Override
    public int numNulls() {
        int nulls = 0;
        for (int i = 0; i < length; i++) {
            nulls += isNullAt(i) ? 1 : 0;
        }
        return nulls;
    }

    // Spark may read what is null too, and takes anything for it.

    @Override
    public long getLong(int i) {
        long count = count(i);
        return count == TimeCounts.NAT ? 0 : counts.micros(count);
    }

    @Override
    public int getInt(int i) {
        long count = count(i);
        if (count == TimeCounts.NAT) {
            return 0;
        }
        return type.equals(DataTypes.DateType) ? counts.days(count) : counts.months(count);
    }
}
