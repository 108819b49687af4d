package dev.npymap.spark;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.TestInstance;

/** A test with a Spark of two threads in this JVM, the same for all classes: to start one takes seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SparkTest {
    static final SparkSession SPARK = SparkSession.builder()
            .master("local[2]")
            .appName("npymap tests")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.session.timeZone", "America/New_York")
            .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/npymap-spark-warehouse")
            .getOrCreate();
}
