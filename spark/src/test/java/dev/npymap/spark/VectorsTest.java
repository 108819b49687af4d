package dev.npymap.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors over memory that lies dense, strided and backwards, in both byte orders. */
class VectorsTest {
    private static final int COUNT = 10;
    private static final MemorySegment MEMORY = Arena.global().allocate(4096);

    static {
        for (int i = 0; i < MEMORY.byteSize(); i++) {
            MEMORY.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 37 + i / 7));
        }
    }

    /** Where elements lie: the offset of the first one, and the distance between two. */
    record Lie(ScalarType dtype, long base, long stride) {
        long offset(int i) {
            return base + i * stride;
        }

        NpyVector vector() {
            Strided elements = new Strided(MEMORY, dtype, base, Shape.of(COUNT), new long[] {stride});
            var type = new SparkTypes(DataTypes.TimestampNTZType)
                    .columns(NpyHeader.of(dtype, MemoryOrder.C, Shape.of(COUNT)))
                    .schema();
            return new Vectors("a.npy").of(elements, 0, type, true)[0];
        }
    }

    private static Stream<Lie> lies(ScalarType dtype) {
        return Stream.of(dtype, dtype.withOrder(ByteOrder.BIG_ENDIAN))
                .flatMap(type -> Stream.of(
                        new Lie(type, 3, dtype.itemSize()),
                        new Lie(type, 5, dtype.itemSize() + 3),
                        new Lie(type, 2000, -dtype.itemSize()),
                        new Lie(type, 64, 0)));
    }

    private static Stream<Lie> bytes() {
        return lies(DType.INT8);
    }

    private static Stream<Lie> shorts() {
        return lies(DType.INT16);
    }

    private static Stream<Lie> ints() {
        return lies(DType.INT32);
    }

    private static Stream<Lie> longs() {
        return lies(DType.INT64);
    }

    private static Stream<Lie> floats() {
        return lies(DType.FLOAT32);
    }

    private static Stream<Lie> doubles() {
        return lies(DType.FLOAT64);
    }

    @ParameterizedTest
    @MethodSource
    void bytes(Lie lie) {
        NpyVector vector = lie.vector();
        byte[] bulk = vector.getBytes(2, 5);
        for (int i = 0; i < COUNT; i++) {
            assertThat(vector.getByte(i)).isEqualTo(MEMORY.get(ValueLayout.JAVA_BYTE, lie.offset(i)));
        }
        for (int i = 0; i < bulk.length; i++) {
            assertThat(bulk[i]).isEqualTo(vector.getByte(2 + i));
        }
        check(vector, () -> vector.getByte(COUNT), () -> vector.getBytes(6, 5), () -> vector.getByte(-1));
    }

    @ParameterizedTest
    @MethodSource
    void shorts(Lie lie) {
        NpyVector vector = lie.vector();
        short[] bulk = vector.getShorts(2, 5);
        for (int i = 0; i < COUNT; i++) {
            assertThat(vector.getShort(i))
                    .isEqualTo(MEMORY.get(
                            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(
                                    lie.dtype().order()),
                            lie.offset(i)));
        }
        for (int i = 0; i < bulk.length; i++) {
            assertThat(bulk[i]).isEqualTo(vector.getShort(2 + i));
        }
        check(vector, () -> vector.getShort(COUNT), () -> vector.getShorts(6, 5), () -> vector.getShort(-1));
    }

    @ParameterizedTest
    @MethodSource
    void ints(Lie lie) {
        NpyVector vector = lie.vector();
        int[] bulk = vector.getInts(2, 5);
        for (int i = 0; i < COUNT; i++) {
            assertThat(vector.getInt(i))
                    .isEqualTo(MEMORY.get(
                            ValueLayout.JAVA_INT_UNALIGNED.withOrder(lie.dtype().order()), lie.offset(i)));
        }
        for (int i = 0; i < bulk.length; i++) {
            assertThat(bulk[i]).isEqualTo(vector.getInt(2 + i));
        }
        check(vector, () -> vector.getInt(COUNT), () -> vector.getInts(6, 5), () -> vector.getInt(-1));
    }

    @ParameterizedTest
    @MethodSource
    void longs(Lie lie) {
        NpyVector vector = lie.vector();
        long[] bulk = vector.getLongs(2, 5);
        for (int i = 0; i < COUNT; i++) {
            assertThat(vector.getLong(i))
                    .isEqualTo(MEMORY.get(
                            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(
                                    lie.dtype().order()),
                            lie.offset(i)));
        }
        for (int i = 0; i < bulk.length; i++) {
            assertThat(bulk[i]).isEqualTo(vector.getLong(2 + i));
        }
        check(vector, () -> vector.getLong(COUNT), () -> vector.getLongs(6, 5), () -> vector.getLong(-1));
    }

    @ParameterizedTest
    @MethodSource
    void floats(Lie lie) {
        NpyVector vector = lie.vector();
        float[] bulk = vector.getFloats(2, 5);
        for (int i = 0; i < COUNT; i++) {
            assertThat((Object) vector.getFloat(i))
                    .isEqualTo(MEMORY.get(
                            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(
                                    lie.dtype().order()),
                            lie.offset(i)));
        }
        for (int i = 0; i < bulk.length; i++) {
            assertThat((Object) bulk[i]).isEqualTo(vector.getFloat(2 + i));
        }
        check(vector, () -> vector.getFloat(COUNT), () -> vector.getFloats(6, 5), () -> vector.getFloat(-1));
    }

    @ParameterizedTest
    @MethodSource
    void doubles(Lie lie) {
        NpyVector vector = lie.vector();
        double[] bulk = vector.getDoubles(2, 5);
        for (int i = 0; i < COUNT; i++) {
            assertThat((Object) vector.getDouble(i))
                    .isEqualTo(MEMORY.get(
                            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(
                                    lie.dtype().order()),
                            lie.offset(i)));
        }
        for (int i = 0; i < bulk.length; i++) {
            assertThat((Object) bulk[i]).isEqualTo(vector.getDouble(2 + i));
        }
        check(vector, () -> vector.getDouble(COUNT), () -> vector.getDoubles(6, 5), () -> vector.getDouble(-1));
    }

    /** What goes past the vector is refused, dense or not, though the segment goes on. */
    private static void check(NpyVector vector, Runnable... outside) {
        assertThat(vector.hasNull()).isFalse();
        assertThat(vector.numNulls()).isZero();
        assertThat(vector.isNullAt(0)).isFalse();
        for (Runnable access : List.of(outside)) {
            assertThatThrownBy(access::run).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> vector.slice(5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.getUTF8String(0))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("a string of a column of " + vector.dataType().simpleString());
    }

    @Test
    void rowNumbersAreCounted() {
        Strided rows = new Strided(MEMORY, DType.INT8, 0, Shape.of(COUNT), new long[] {1});
        StructType columns = new StructType().add(RowColumn.NAME, DataTypes.LongType, false);

        NpyVector numbers = new Vectors("a.npy").of(rows, 1L << 40, columns, true)[0].slice(2, 3);

        assertThat(numbers.getLongs(0, 3)).containsExactly((1L << 40) + 2, (1L << 40) + 3, (1L << 40) + 4);
        assertThatThrownBy(() -> numbers.getLong(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
