package dev.npymap.spark;

import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import scala.Option;
import scala.collection.immutable.Map$;

/** Tells Spark what is wrong with a table as Spark itself tells it, which the shells and Python print in one line. */
final class AnalysisErrors {
    private AnalysisErrors() {}

    /**
     * Throws an {@code AnalysisException}, which Java takes for a checked one though Spark's own interfaces declare none.
     *
     * @param cause what was found; its message names the path and the reason
     * @return nothing, so that a caller can throw it
     */
    static RuntimeException of(Exception cause) {
        AnalysisErrors.<RuntimeException>raise(new AnalysisException(
                "npy: " + cause.getMessage(),
                Option.empty(),
                Option.empty(),
                Option.apply(cause),
                Option.empty(),
                Map$.MODULE$.empty(),
                new QueryContext[0]));
        throw new AssertionError(cause);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void raise(Exception e) throws E {
        throw (E) e;
    }
}
