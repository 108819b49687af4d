package dev.npymap.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.NpyField;
import dev.npymap.dtype.Shape;
import dev.npymap.it.peer.NumPyPeer;
import dev.npymap.it.peer.PeerFolder;
import dev.npymap.it.peer.Peers;
import dev.npymap.record.RecordAccessor;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Java records of structs that NumPy wrote, and structs that NumPy reads after Java wrote them from records. */
class RecordIT {
    /** Every kind of field; {@code =} stands for a byte order. */
    private static final String DTYPE = """
            [('flag','?'),('small','i1'),('port','=u2'),('id','=i4'),('hash','=u8'),('half','=f2'),('single','=f4'),\
            ('price','=f8'),('wide','=f16'),('wave','=c16'),('at','=M8[ns]'),('day','=M8[D]'),('took','=m8[ms]'),\
            ('code','S6'),('name','=U5'),('raw','V3'),('pos',[('x','=f4'),('y',[('z','=f8')])]),('m','=f8',(2,3)),\
            ('legs',[('n','=i2')],(2,))]""";

    @TempDir(factory = PeerFolder.class)
    private Path temp;

    private record Wave(double re, double im) {}

    private record Deep(double z) {}

    private record Pos(float x, Deep y) {}

    private record Leg(short n) {}

    @SuppressWarnings("ArrayRecordComponent") // a sub-array is an array
    private record Row(
            boolean flag,
            byte small,
            short port,
            int id,
            long hash,
            float half,
            float single,
            double price,
            double wide,
            Wave wave,
            @NpyField(name = "at") Instant when,
            LocalDateTime day,
            Duration took,
            String code,
            String name,
            byte[] raw,
            Pos pos,
            double[][] m,
            Leg[] legs) {}

    @TestFactory
    Stream<DynamicTest> recordsAreNumPysStructs() {
        return Peers.all(getClass()).stream()
                .flatMap(peer -> Stream.of("<", ">")
                        .map(order -> dynamicTest(peer + ", byte order " + order, () -> check(peer, order))));
    }

    private void check(NumPyPeer peer, String order) throws IOException {
        Path folder = Files.createTempDirectory(temp, "records");
        String dtype = DTYPE.replace("=", order);
        peer.run("records.py", folder, dtype, "rows.npy");

        NpyArray rows = Npy.map(folder.resolve("rows.npy"));
        RecordAccessor<Row> records = rows.records(MethodHandles.lookup(), Row.class);
        assertThat(records.size()).isEqualTo(50);
        for (int n = 0; n < records.size(); n++) {
            check(n, records.get(n));
        }

        NpyArray copy = Npy.create(folder.resolve("copy.npy"), DType.of(dtype), Shape.of(records.size()));
        RecordAccessor<Row> writer = copy.records(MethodHandles.lookup(), Row.class);
        for (long n = 0; n < records.size(); n++) {
            writer.set(n, records.get(n));
        }
        copy.force();
        assertThat(peer.run("records.py", folder, "--same", "rows.npy", "copy.npy")
                        .strip())
                .isEqualTo("same");
    }

    private static void check(int n, Row row) {
        assertThat(row.flag).isEqualTo(n % 3 == 0);
        assertThat(row.small).isEqualTo((byte) (n - 20));
        assertThat(Short.toUnsignedInt(row.port)).isEqualTo(65_535 - n);
        assertThat(row.id).isEqualTo(-n * 1_000_003);
        assertThat(row.hash).isEqualTo(-1L - n);
        assertThat(row.half).isEqualTo(n / 8f);
        assertThat(row.single).isEqualTo((float) (n / 3.0));
        assertThat(row.price).isEqualTo(n / 7.0);
        assertThat(row.wide).isEqualTo(n / 16.0);
        assertThat(row.wave).isEqualTo(new Wave(n, n / 4.0));
        assertThat(row.when)
                .isEqualTo(Instant.parse("2026-01-01T00:00:00.000000001Z").plusNanos(n));
        assertThat(row.day).isEqualTo(LocalDateTime.of(2026, 1, 1, 0, 0).plusDays(n));
        assertThat(row.took).isEqualTo(Duration.ofMillis(7L * n));
        assertThat(row.code).isEqualTo("c" + n);
        assertThat(row.name).isEqualTo("\u00e4\ud83d\ude00" + n);
        assertThat(row.raw).containsExactly(n, 0, 255 - n);
        assertThat(row.pos).isEqualTo(new Pos(n / 2f, new Deep(n / 4.0)));
        assertThat(row.m).isDeepEqualTo(new double[][] {{n, n + 0.125, n + 0.25}, {n + 0.375, n + 0.5, n + 0.625}});
        assertThat(row.legs).containsExactly(new Leg((short) (10 * n)), new Leg((short) (10 * n + 1)));
    }
}
