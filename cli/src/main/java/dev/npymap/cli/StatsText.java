package dev.npymap.cli;

import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.ScalarType.Kind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.ByteOrder;

/** What is known of a column, for people. */
final class StatsText {
    private StatsText() {}

    /** {@return lines, each begun by a line feed} */
    static String of(ColumnStats stats) throws IOException {
        Moments moments = stats.moments();
        ScalarType type = stats.column().type();
        TextTable table = new TextTable(2, 0);
        if (stats.column().path().isPresent()) {
            table.row("field", stats.column().path().get());
        }
        table.row("dtype", type.toString());
        table.row("count", Long.toString(moments.count() + moments.nans()));
        table.row("NaN", Long.toString(moments.nans()));
        table.row("min", extreme(type, moments, moments.min()));
        table.row("max", extreme(type, moments, moments.max()));
        if (type.kind() != Kind.DATETIME) {
            table.row("mean", FullText.of(stats.mean()));
            table.row("std", FullText.of(stats.deviation()));
        }
        return table.text();
    }

    private static String extreme(ScalarType type, Moments moments, Moments.Pair value) throws IOException {
        if (moments.count() == 0) {
            return type.kind() == Kind.DATETIME ? "NaT" : FullText.of(Double.NaN);
        }
        if (type.kind() == Kind.FLOAT) {
            return FullText.of(value.high());
        }
        BigDecimal exact = new BigDecimal(value.high()).add(new BigDecimal(value.low()));
        return type.kind() == Kind.DATETIME ? date(type, exact.longValueExact()) : FullText.ofInteger(exact);
    }

    private static String date(ScalarType type, long count) throws IOException {
        MemorySegment element = MemorySegment.ofArray(new long[] {count});
        StringBuilder text = new StringBuilder();
        ScalarText.of(type.withOrder(ByteOrder.nativeOrder()), element).write(0, new ScalarText.Sink() {
            @Override
            public void literal(String number) {
                text.append(number);
            }

            @Override
            public void text(String date) {
                text.append(date);
            }

            @Override
            public void surrogates(int[] codePoints) {
                throw new AssertionError("no date has surrogates");
            }
        });
        return text.toString();
    }
}
