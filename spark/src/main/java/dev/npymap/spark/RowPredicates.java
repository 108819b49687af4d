package dev.npymap.spark;

import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.And;
import org.apache.spark.sql.connector.expressions.filter.Predicate;

/** Turns comparisons of row numbers with constants into ranges of rows. */
final class RowPredicates {
    private RowPredicates() {}

    /** {@return exactly the rows for which a predicate holds; empty if they are no range, or other columns decide} */
    static Optional<RowRange> range(Predicate predicate) {
        if (predicate instanceof And and) {
            return range(and.left()).flatMap(left -> range(and.right()).map(left::and));
        }
        Expression[] operands = predicate.children();
        if (operands.length != 2) {
            return Optional.empty();
        }
        if (isRow(operands[0])) {
            return number(operands[1]).flatMap(n -> range(predicate.name(), n));
        }
        if (isRow(operands[1])) {
            return number(operands[0]).flatMap(n -> range(mirrored(predicate.name()), n));
        }
        return Optional.empty();
    }

    private static boolean isRow(Expression expression) {
        return expression instanceof NamedReference reference
                && reference.fieldNames().length == 1
                && reference.fieldNames()[0].equals(RowColumn.NAME);
    }

    private static Optional<Long> number(Expression expression) {
        return expression instanceof Literal<?> literal && literal.value() instanceof Long n
                ? Optional.of(n)
                : Optional.empty();
    }

    private static String mirrored(String comparison) {
        return switch (comparison) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> comparison;
        };
    }

    private static Optional<RowRange> range(String comparison, long n) {
        // Row numbers are neither negative nor as many as 2^63 - 1, so that one past n is a number too.
        long row = Math.clamp(n, -1, Long.MAX_VALUE - 1);
        return switch (comparison) {
            case "=", "<=>" -> Optional.of(new RowRange(row, row + 1));
            case "<" -> Optional.of(new RowRange(0, row));
            case "<=" -> Optional.of(new RowRange(0, row + 1));
            case ">" -> Optional.of(new RowRange(row + 1, Long.MAX_VALUE));
            case ">=" -> Optional.of(new RowRange(row, Long.MAX_VALUE));
            default -> Optional.empty();
        };
    }
}
