package dev.npymap.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.access.BooleanAccessor;
import dev.npymap.access.ByteAccessor;
import dev.npymap.access.BytesAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.FloatAccessor;
import dev.npymap.access.IntAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.ShortAccessor;
import dev.npymap.access.Strided;
import dev.npymap.access.StringAccessor;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** One record, and the structs that it fits: any order of fields, any byte order, any padding, and fields that it has not. */
class RecordPropertyTest {
    private static final int ROWS = 7;

    private record Pair(int a, double b) {}

    private record Row(boolean flag, byte b, short s, int i, long l, float f, double d, Pair pair, String text) {}

    private static final StructType PAIR =
            DType.struct().field("b", DType.FLOAT64).field("a", DType.INT32).build();

    private static final DType NATURAL = DType.struct()
            .field("flag", DType.BOOL)
            .field("b", DType.INT8)
            .field("s", DType.UINT16)
            .field("i", DType.INT32)
            .field("l", DType.UINT64)
            .field("f", DType.FLOAT32)
            .field("d", DType.FLOAT64)
            .field("pair", PAIR)
            .field("text", DType.string(3))
            .field("more", DType.INT64)
            .field("other", PAIR)
            .build();

    @Provide
    Arbitrary<StructType> structs() {
        List<StructType.Field> fields = ((StructType) NATURAL).fields();
        return Combinators.combine(
                        Arbitraries.shuffle(fields),
                        Arbitraries.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                                .list()
                                .ofSize(fields.size()),
                        Arbitraries.integers().between(0, 3).list().ofSize(fields.size()))
                .as((order, byteOrders, paddings) -> {
                    StructType.Builder struct = DType.struct();
                    for (int i = 0; i < order.size(); i++) {
                        StructType.Field field = order.get(i);
                        struct.field(field.name(), field.dtype().withOrder(byteOrders.get(i)))
                                .padding(paddings.get(i));
                    }
                    return struct.build();
                });
    }

    private static Row random(Random random) {
        return new Row(
                random.nextBoolean(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                random.nextFloat(),
                random.nextDouble(),
                new Pair(random.nextInt(), random.nextDouble()),
                Integer.toString(random.nextInt(1000)));
    }

    @Property(tries = 100)
    void recordsAreWhatAccessorsRead(
            @ForAll("structs") StructType struct, @ForAll long seed, @ForAll("steps") int step) {
        MemorySegment segment = Arena.ofAuto().allocate((long) ROWS * struct.itemSize());
        segment.fill((byte) 0x31);
        Strided all = new Strided(segment, struct, 0, Shape.of(ROWS), new long[] {struct.itemSize()});
        Strided rows = step > 0 ? all.slice(0, 0, ROWS, step) : all.slice(0, ROWS - 1, -1, step);
        RecordAccessor<Row> records = RecordAccessor.of(rows, MethodHandles.lookup(), Row.class);
        Random random = new Random(seed);
        List<Row> written = new ArrayList<>();
        for (long row = 0; row < records.size(); row++) {
            written.add(random(random));
            records.set(row, written.getLast());
        }

        assertThat(records.stream()).containsExactlyElementsOf(written);
        for (int row = 0; row < written.size(); row++) {
            Row value = written.get(row);
            assertThat(BooleanAccessor.of(rows.field("flag")).get(row)).isEqualTo(value.flag);
            assertThat(ByteAccessor.of(rows.field("b")).get(row)).isEqualTo(value.b);
            assertThat(ShortAccessor.of(rows.field("s")).get(row)).isEqualTo(value.s);
            assertThat(IntAccessor.of(rows.field("i")).get(row)).isEqualTo(value.i);
            assertThat(LongAccessor.of(rows.field("l")).get(row)).isEqualTo(value.l);
            assertThat(FloatAccessor.of(rows.field("f")).get(row)).isEqualTo(value.f);
            assertThat(DoubleAccessor.of(rows.field("d")).get(row)).isEqualTo(value.d);
            assertThat(IntAccessor.of(rows.field("pair.a")).get(row)).isEqualTo(value.pair.a);
            assertThat(DoubleAccessor.of(rows.field("pair.b")).get(row)).isEqualTo(value.pair.b);
            assertThat(StringAccessor.of(rows.field("text")).get(row)).isEqualTo(value.text);
        }
        assertThat(LongAccessor.of(all.field("more")).toArray()).containsOnly(0x3131313131313131L);
        assertThat(BytesAccessor.of(all.field("other.b")).get(1)).containsOnly(0x31);
    }

    @Provide
    Arbitrary<Integer> steps() {
        return Arbitraries.of(-3, -1, 1, 2);
    }
}
