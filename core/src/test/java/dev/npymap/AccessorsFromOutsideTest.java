package dev.npymap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.npymap.access.BooleanAccessor;
import dev.npymap.access.DoubleAccessor;
import dev.npymap.access.LongAccessor;
import dev.npymap.access.Strided;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accessors as another package sees them. */
class AccessorsFromOutsideTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void boolsFromASegmentAreZeroOrOne(boolean heap) {
        byte[] bytes = {0, 1, 2, -1, (byte) 0x80};
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment written = arena.allocate(bytes.length);
            MemorySegment source = heap
                    ? MemorySegment.ofArray(bytes)
                    : arena.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
            Strided bools = new Strided(written, DType.BOOL, 0, Shape.of(bytes.length), new long[] {1});

            BooleanAccessor.of(bools).copyFrom(source);

            assertThat(written.toArray(ValueLayout.JAVA_BYTE)).containsExactly(0, 1, 1, 1, 1);
        }
    }

    /** Methods of a class that is not public cannot be called by reflection, but for those that javac bridges. */
    @Test
    void reductionsAreCallableByReflection() throws ReflectiveOperationException {
        try (Arena arena = Arena.ofConfined()) {
            long[] stride = {8};
            Strided longs = new Strided(arena.allocate(16, 8), DType.INT64, 0, Shape.of(2), stride);
            Strided doubles = new Strided(arena.allocate(16, 8), DType.FLOAT64, 0, Shape.of(2), stride);

            for (String name : new String[] {"sum", "min", "max"}) {
                assertThat(LongAccessor.class.getMethod(name).invoke(LongAccessor.of(longs)))
                        .isEqualTo(0L);
            }
            for (String name : new String[] {"sum", "min", "max"}) {
                assertThat(DoubleAccessor.class.getMethod(name).invoke(DoubleAccessor.of(doubles)))
                        .isEqualTo(0.0);
            }
        }
    }
}
