package dev.npymap.spark;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column that lies in mapped memory and is read there: element i begins at byte {@code base + i * stride}. Immutable, and
 * valid while the arena of its segment is.
 *
 * <p>One final class for each width, as core's accessors: Spark's generated loops call one getter of one class, which the
 * compiler inlines. Each getter answers for the types of Spark's that come to its name; the others throw.
 */
abstract class NpyVector extends ColumnVector {
    // Numbers in fields of the vector itself, which the compiler keeps in registers; see core's Accessor.
    final MemorySegment segment;
    final long base;
    final long stride;
    final long length;
    final boolean bigEndian;

    NpyVector(DataType type, Place place) {
        super(type);
        this.segment = place.segment();
        this.base = place.base();
        this.stride = place.stride();
        this.length = place.length();
        this.bigEndian = place.bigEndian();
    }

    final Place place(long bytes, long count) {
        return new Place(segment, base + bytes, stride, count, bigEndian);
    }

    /** {@return as many elements as are asked for, as far apart, that many bytes behind} */
    abstract NpyVector moved(long bytes, long count);

    /** {@return some of the elements} */
    final NpyVector slice(long from, long count) {
        Objects.checkFromIndexSize(from, count, length);
        return moved(from * stride, count);
    }

    /** The offset of an element, its index checked. */
    final long offset(int i) {
        return base + Objects.checkIndex((long) i, length) * stride;
    }

    final void checkRange(int from, int count) {
        Objects.checkFromIndexSize((long) from, (long) count, length);
    }

    /** Nothing to do: the reader unmaps when all its batches were read. */
    @Override
    public final void close() {}

    @Override
    public boolean hasNull() {
        return false;
    }

    @Override
    public int numNulls() {
        return 0;
    }

    @Override
    public boolean isNullAt(int i) {
        return false;
    }

    private UnsupportedOperationException wrongType(String asked) {
        return new UnsupportedOperationException(asked + " of a column of " + type.simpleString());
    }

    @Override
    public boolean getBoolean(int i) {
        throw wrongType("a boolean");
    }

    @Override
    public byte getByte(int i) {
        throw wrongType("a byte");
    }

    @Override
    public short getShort(int i) {
        throw wrongType("a short");
    }

    @Override
    public int getInt(int i) {
        throw wrongType("an int");
    }

    @Override
    public long getLong(int i) {
        throw wrongType("a long");
    }

    @Override
    public float getFloat(int i) {
        throw wrongType("a float");
    }

    @Override
    public double getDouble(int i) {
        throw wrongType("a double");
    }

    @Override
    public ColumnarArray getArray(int i) {
        throw wrongType("an array");
    }

    @Override
    public ColumnarMap getMap(int i) {
        throw wrongType("a map");
    }

    @Override
    public Decimal getDecimal(int i, int precision, int scale) {
        throw wrongType("a decimal");
    }

    @Override
    public UTF8String getUTF8String(int i) {
        throw wrongType("a string");
    }

    @Override
    public byte[] getBinary(int i) {
        throw wrongType("bytes");
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        throw wrongType("a part");
    }
}
