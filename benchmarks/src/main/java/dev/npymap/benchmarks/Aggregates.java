package dev.npymap.benchmarks;

import dev.npymap.access.DoubleAccessor;
import java.util.Arrays;
import java.util.List;

/** What is asked of a column: in SQL, and the same as a loop. */
enum Aggregates {
    /** Its sum. */
    SUM("sum(%1$s)") {
        @Override
        List<Double> of(DoubleAccessor values) {
            double sum = 0;
            for (long i = 0; i < values.size(); i++) {
                sum += values.get(i);
            }
            return List.of(sum);
        }

        @Override
        List<Double> merge(List<Double> a, List<Double> b) {
            return List.of(a.getFirst() + b.getFirst());
        }
    },

    /** The sum of squares, which no file and no statistics can answer: each value goes through Spark. */
    SQUARES("sum(%1$s * %1$s)") {
        @Override
        List<Double> of(DoubleAccessor values) {
            double sum = 0;
            for (long i = 0; i < values.size(); i++) {
                double value = values.get(i);
                sum += value * value;
            }
            return List.of(sum);
        }

        @Override
        List<Double> merge(List<Double> a, List<Double> b) {
            return SUM.merge(a, b);
        }
    },

    /** Count, sum, least and greatest. */
    FOUR("cast(count(%1$s) as double), sum(%1$s), min(%1$s), max(%1$s)") {
        @Override
        List<Double> of(DoubleAccessor values) {
            double sum = 0;
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (long i = 0; i < values.size(); i++) {
                double value = values.get(i);
                sum += value;
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
            return List.of((double) values.size(), sum, least, greatest);
        }

        @Override
        List<Double> merge(List<Double> a, List<Double> b) {
            return List.of(
                    a.get(0) + b.get(0),
                    a.get(1) + b.get(1),
                    Math.min(a.get(2), b.get(2)),
                    Math.max(a.get(3), b.get(3)));
        }
    };

    private final String expressions;

    Aggregates(String expressions) {
        this.expressions = expressions;
    }

    /** {@return the expressions of a query} */
    String[] expressions(String column) {
        return String.format(expressions, column).split(", ", -1);
    }

    abstract List<Double> of(DoubleAccessor values);

    /** {@return what two parts of a column make together} */
    abstract List<Double> merge(List<Double> a, List<Double> b);

    /** {@return what a process answered} */
    static List<Double> parse(String text) {
        return Arrays.stream(text.split(" ", -1)).map(Double::valueOf).toList();
    }
}
