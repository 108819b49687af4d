package dev.npymap.spark;

import java.nio.file.Path;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A test with a Spark of two threads in this JVM, one for all classes, since to start one takes seconds. A task has four tries.
 * Values go by Kryo, which takes less than Java's serialization does; the tests of the cluster have that.
 */
abstract class SparkTest {
    static final SparkSession SPARK = SparkSession.builder()
            .master("local[2, 4]")
            .appName("npymap tests")
            .config("spark.ui.enabled", false)
            .config("spark.serializer", KryoSerializer.class.getName())
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.datetime.java8API.enabled", true)
            // Far from UTC, so that a time that is moved by a zone shows.
            .config("spark.sql.session.timeZone", "America/New_York")
            .config(
                    "spark.sql.warehouse.dir",
                    Path.of("target", "spark-warehouse").toAbsolutePath().toString())
            .getOrCreate();

    static DataFrameReader npy() {
        return SPARK.read().format("npy");
    }

    static Dataset<Row> load(Path path) {
        return npy().load(path.toString());
    }
}
