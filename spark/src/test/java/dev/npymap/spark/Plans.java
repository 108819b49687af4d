package dev.npymap.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import scala.collection.JavaConverters;

/** Looks into plans for what was pushed down. */
final class Plans {
    private Plans() {}

    static LogicalPlan optimized(Dataset<?> query) {
        return ((org.apache.spark.sql.classic.Dataset<?>) query)
                .queryExecution()
                .optimizedPlan();
    }

    static Scan scan(Dataset<?> query) {
        return JavaConverters.asJava(optimized(query).collectLeaves()).stream()
                .filter(DataSourceV2ScanRelation.class::isInstance)
                .map(leaf -> ((DataSourceV2ScanRelation) leaf).scan())
                .findFirst()
                .orElseThrow();
    }
}
