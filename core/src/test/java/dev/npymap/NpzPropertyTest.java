package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.format.MemoryOrder;
import dev.npymap.testing.Dtypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random arrays under random names: what is written is what our reader finds, and what the JDK's does. */
class NpzPropertyTest {
    /** An array of random bytes. */
    record Sample(String name, DType dtype, Shape shape, MemoryOrder order, int seed) {
        Strided elements() {
            byte[] bytes = new byte[(int) (shape.size() * dtype.itemSize())];
            new Random(seed).nextBytes(bytes);
            long[] strides = order.strides(shape, dtype.itemSize());
            return new Strided(MemorySegment.ofArray(bytes), dtype, 0, shape, strides);
        }
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        Arbitrary<String> names = Arbitraries.strings()
                .all()
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(name -> name.indexOf('\0') < 0
                        && name.chars().noneMatch(c -> Character.isSurrogate((char) c))
                        && !name.endsWith(".npy"));
        Arbitrary<DType> dtypes = Dtypes.any().filter(dtype -> !(dtype instanceof SubarrayType));
        Arbitrary<Shape> shapes = Arbitraries.longs()
                .between(0, 9)
                .array(long[].class)
                .ofMaxSize(4)
                .map(Shape::of);
        return Combinators.combine(
                        names,
                        dtypes,
                        shapes,
                        Arbitraries.of(MemoryOrder.class),
                        Arbitraries.integers().between(0, 1000))
                .as(Sample::new)
                .filter(sample -> sample.shape.size() * sample.dtype.itemSize() < 1 << 20)
                .list()
                .uniqueElements(Sample::name)
                .ofMaxSize(6);
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("samples") List<Sample> samples, @ForAll boolean isDeflated) throws IOException {
        Path folder = Files.createTempDirectory("npymap");
        Path file = folder.resolve("a.npz");
        try (Arena arena = Arena.ofConfined()) {
            Npz.write(file, isDeflated ? NpzOptions.defaults().deflate() : NpzOptions.defaults(), out -> {
                for (Sample sample : samples) {
                    out.add(sample.name, sample.elements());
                }
            });
            Npz npz = Npz.open(file);

            assertThat(npz.names())
                    .containsExactlyElementsOf(
                            samples.stream().map(Sample::name).toList());
            for (Sample sample : samples) {
                check(sample, npz.read(sample.name, arena));
                if (!isDeflated) {
                    check(sample, npz.map(sample.name, MapMode.READ_ONLY, Window.all(), arena));
                }
            }
            checkWithJdk(file, samples);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void check(Sample sample, NpyArray array) {
        Strided elements = sample.elements();

        assertThat(array.dtype()).isEqualTo(sample.dtype);
        assertThat(array.shape()).isEqualTo(sample.shape);
        assertThat(bytes(array.segment())).isEqualTo(bytes(elements.segment()));
        if (array.shape().size() > 1 && sample.shape.rank() > 1 && sample.order == MemoryOrder.C) {
            assertThat(array.header().order()).isEqualTo(MemoryOrder.C);
        }
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }

    private static void checkWithJdk(Path file, List<Sample> samples) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(samples.size());
            for (Sample sample : samples) {
                ZipEntry entry = zip.getEntry(sample.name + ".npy");
                try (InputStream in = zip.getInputStream(entry)) {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    in.transferTo(out);

                    assertThat(out.size()).isEqualTo((int) entry.getSize());
                    assertThat(out.toByteArray())
                            .endsWith(bytes(sample.elements().segment()));
                }
            }
        }
    }
}
