package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Arrays that lie in memory in any way: axes in any order, in both directions, with gaps. */
final class Scatter {
    private Scatter() {}

    /** {@return the strides of an array without overlaps, and how many bytes it takes as the last number} */
    private static long[] stridesAndSize(Random random, Shape shape, int itemSize) {
        long[] strides = new long[shape.rank() + 1];
        List<Integer> axes =
                new ArrayList<>(IntStream.range(0, shape.rank()).boxed().toList());
        if (random.nextInt(3) == 0) {
            Collections.reverse(axes);
        } else if (random.nextBoolean()) {
            Collections.shuffle(axes, random);
        }
        long step = itemSize;
        boolean gaps = random.nextBoolean();
        for (int axis : axes.reversed()) {
            step += gaps && random.nextInt(3) == 0 ? random.nextInt(9) : 0;
            strides[axis] = random.nextInt(4) == 0 ? -step : step;
            step *= Math.max(1, shape.dim(axis));
        }
        strides[shape.rank()] = step;
        return strides;
    }

    /** {@return where the lowest element of an array lies, if its first byte of all is at {@code low}} */
    private static long base(long low, Shape shape, long[] strides) {
        for (int axis = 0; axis < shape.rank(); axis++) {
            low -= Math.min(0, Math.max(0, shape.dim(axis) - 1) * strides[axis]);
        }
        return low;
    }

    /** {@return an array in memory of its own, random bytes in it and around it} */
    static Strided place(Arena arena, Random random, DType dtype, Shape shape) {
        long[] strides = stridesAndSize(random, shape, dtype.itemSize());
        int before = random.nextInt(9);
        MemorySegment segment = arena.allocate(before + strides[shape.rank()] + 5);
        randomise(segment, random);
        long[] own = Arrays.copyOf(strides, shape.rank());
        return new Strided(segment, dtype, base(before, shape, own), shape, own);
    }

    /** {@return an array somewhere in a segment, if there is room for it} */
    static Optional<Strided> placeIn(MemorySegment segment, Random random, DType dtype, Shape shape) {
        long[] strides = stridesAndSize(random, shape, dtype.itemSize());
        long room = segment.byteSize() - strides[shape.rank()];
        if (room < 0) {
            return Optional.empty();
        }
        long[] own = Arrays.copyOf(strides, shape.rank());
        return Optional.of(new Strided(segment, dtype, base(random.nextLong(room + 1), shape, own), shape, own));
    }

    static void randomise(MemorySegment segment, Random random) {
        byte[] bytes = new byte[(int) segment.byteSize()];
        random.nextBytes(bytes);
        MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
    }

    /** {@return the same dtype, with other byte orders and other padding} */
    static DType varied(DType dtype, Random random) {
        return switch (dtype) {
            case ScalarType scalar ->
                scalar.withOrder(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            case SubarrayType items -> SubarrayType.of(varied(items.base(), random), items.shape());
            case StructType struct -> {
                StructType.Builder builder =
                        random.nextInt(3) == 0 ? DType.struct().aligned() : DType.struct();
                for (StructType.Field field : struct.fields()) {
                    builder.field(field.name(), random.nextInt(3) == 0 ? field.dtype() : varied(field.dtype(), random));
                    builder.padding(random.nextInt(4) == 0 ? random.nextInt(4) : 0);
                }
                yield builder.build();
            }
        };
    }

    /** {@return the place of every byte of an element that is not padding, the least significant of a number first} */
    static List<Integer> bytes(DType dtype) {
        List<Integer> bytes = new ArrayList<>();
        addBytes(dtype, 0, bytes);
        return bytes;
    }

    private static void addBytes(DType dtype, int at, List<Integer> bytes) {
        switch (dtype) {
            case ScalarType scalar -> {
                int unit = switch (scalar.kind()) {
                    case BYTES, VOID -> 1;
                    case STRING -> 4;
                    case COMPLEX -> scalar.itemSize() / 2;
                    default -> scalar.itemSize();
                };
                for (int i = 0; i < scalar.itemSize(); i++) {
                    boolean little = scalar.order().equals(ByteOrder.LITTLE_ENDIAN);
                    bytes.add(at + i / unit * unit + (little ? i % unit : unit - 1 - i % unit));
                }
            }
            case SubarrayType items -> {
                for (int i = 0; i < items.shape().size(); i++) {
                    addBytes(items.base(), at + i * items.base().itemSize(), bytes);
                }
            }
            case StructType struct ->
                struct.fields().forEach(field -> addBytes(field.dtype(), at + field.offset(), bytes));
        }
    }

    /** {@return where every element lies, in C order} */
    static List<Integer> elements(Strided elements) {
        List<Integer> places = List.of((int) elements.baseOffset());
        for (int axis = 0; axis < elements.rank(); axis++) {
            List<Integer> more = new ArrayList<>();
            for (int place : places) {
                for (int i = 0; i < elements.length(axis); i++) {
                    more.add(place + (int) (i * elements.strides()[axis]));
                }
            }
            places = more;
        }
        return places;
    }
}
