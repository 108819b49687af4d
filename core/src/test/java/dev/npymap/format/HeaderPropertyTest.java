package dev.npymap.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.testing.Dtypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HeaderPropertyTest {
    @Provide
    Arbitrary<DType> dtypes() {
        return Dtypes.any().filter(dtype -> !(dtype instanceof SubarrayType));
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.longs()
                .between(0, 100)
                .array(long[].class)
                .ofMaxSize(6)
                .map(Shape::of);
    }

    @Property
    void whatIsWrittenIsReadBack(
            @ForAll("dtypes") DType dtype, @ForAll("shapes") Shape shape, @ForAll MemoryOrder order)
            throws IOException {
        NpyHeader header = NpyHeader.of(dtype, order, shape);
        byte[] bytes = header.encode();

        NpyHeader read = new HeaderReader("a.npy", Long.MAX_VALUE, ReadOptions.defaults())
                .read((into, position) -> read(bytes, into, (int) position));

        assertThat(read).isEqualTo(header);
        assertThat(read.encode()).isEqualTo(bytes);
        assertThat(bytes.length % 64).isZero();
        assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '\n');
    }

    private static int read(byte[] bytes, ByteBuffer into, int position) {
        int count = Math.min(into.remaining(), bytes.length - position);
        into.put(bytes, position, count);
        return count;
    }
}
