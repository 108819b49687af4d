package dev.npymap.spark;

import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.types.StructType;

/** What Spark wants of a source of the first version when it has written. Nobody reads it. */
final class SavedRelation extends BaseRelation {
    private final SQLContext context;
    private final StructType schema;

    SavedRelation(SQLContext context, StructType schema) {
        this.context = context;
        this.schema = schema;
    }

    @Override
    public SQLContext sqlContext() {
        return context;
    }

    @Override
    public StructType schema() {
        return schema;
    }
}
