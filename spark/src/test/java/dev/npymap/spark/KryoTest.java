package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.Npy;
import dev.npymap.NpyParts;
import dev.npymap.spark.example.FillShares;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark's other serializer, which cannot make records. The tests of the cluster have the default one. */
class KryoTest extends SparkTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void theSessionHasKryo() {
        assertThat(SPARK.sparkContext().conf().get("spark.serializer")).isEqualTo(KryoSerializer.class.getName());
        assertThat(SparkEnv.get().serializer()).isInstanceOf(KryoSerializer.class);
    }

    @Test
    void aWrite() throws IOException {
        Path parts = folder.resolve("parts");

        SPARK.range(0, 10, 1, 3).toDF("value").write().format("npy").save(parts.toString());

        assertThat(NpyParts.open(parts).rows()).isEqualTo(10);
        assertThat(load(parts).selectExpr("sum(value)").first().getLong(0)).isEqualTo(45);
    }

    @Test
    void aFillOfShares() throws IOException {
        Path file = folder.resolve("a.npy");

        FillShares.main(new String[] {file.toString(), "1003", "4"});

        assertThat(Npy.map(file).longs("id").toArray())
                .isEqualTo(LongStream.range(0, 1003).toArray());
    }
}
