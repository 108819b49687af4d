package dev.npymap.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

/** {@code toArray} and {@code copyTo} of the accessors that are not primitive, over fields of a struct in Fortran order. */
class CollectedArraysTest {
    private static final DType STRUCT =
            DType.of("[('u', '>U2'), ('s', 'S3'), ('t', '>M8[s]'), ('d', '<m8[ms]'), ('c', '<c8'),"
                    + " ('g', '<f16'), ('v', 'V2')]");

    /** Two by three structs; element (i, j) stands at i + 2 * j. */
    private final Strided structs =
            new Strided(Arena.ofAuto().allocate(6L * STRUCT.itemSize()), STRUCT, 0, Shape.of(2, 3), new long[] {
                STRUCT.itemSize(), 2L * STRUCT.itemSize()
            });

    private interface Setter {
        void set(long[] index, int value);
    }

    /** Writes 0 to 5 in C order. */
    private static void number(Setter setter) {
        for (int n = 0; n < 6; n++) {
            setter.set(new long[] {n / 3, n % 3}, n);
        }
    }

    @Test
    void text() {
        StringAccessor unicode = StringAccessor.of(structs.field("u"));
        number((index, n) -> unicode.set(index, "u" + n));
        String[] copy = new String[7];
        unicode.copyTo(copy, 1);

        assertThat(unicode.toArray()).containsExactly("u0", "u1", "u2", "u3", "u4", "u5");
        assertThat(copy).containsExactly(null, "u0", "u1", "u2", "u3", "u4", "u5");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> unicode.copyTo(copy, 2));
    }

    @Test
    void codePoints() {
        StringAccessor unicode = StringAccessor.of(structs.field("u"));
        StringAccessor bytes = StringAccessor.of(structs.field("s"));
        long[] index = {1, 2};
        unicode.setCodePoints(index, new int[] {-1, 0xd800});
        bytes.setCodePoints(index, new int[] {255});

        assertThat(unicode.getCodePoints(index)).containsExactly(-1, 0xd800);
        assertThat(bytes.get(index)).isEqualTo("\u00ff");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> bytes.setCodePoints(index, new int[] {256}))
                .withMessage("the character U+0100 does not fit in |S3");
    }

    @Test
    void counts() {
        DatetimeAccessor times = DatetimeAccessor.of(structs.field("t"));
        TimedeltaAccessor lengths = TimedeltaAccessor.of(structs.field("d"));
        number(times::setCount);
        number((index, n) -> lengths.setCount(index, -n));

        assertThat(times.toArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(lengths.toArray()).containsExactly(0, -1, -2, -3, -4, -5);
    }

    @Test
    void numbers() {
        ComplexAccessor complex = ComplexAccessor.of(structs.field("c"), LongDoubleFormat.X87);
        LongDoubleAccessor longDouble = LongDoubleAccessor.of(structs.field("g"), LongDoubleFormat.X87);
        number((index, n) -> complex.set(index, n, -n));
        number((index, n) -> longDouble.set(index, n / 2.0));
        double[] copy = new double[13];
        complex.copyTo(copy, 1);

        assertThat(copy).containsExactly(0, 0, 0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5);
        assertThat(complex.toArray()).hasSize(12).startsWith(0, 0, 1, -1);
        assertThat(longDouble.toArray()).containsExactly(0, 0.5, 1, 1.5, 2, 2.5);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> complex.copyTo(copy, 2));
    }

    @Test
    void bytes() {
        BytesAccessor raw = BytesAccessor.of(structs.field("v"));
        number((index, n) -> raw.set(index, new byte[] {(byte) n}));

        assertThat(raw.toArray()).hasDimensions(6, 2);
        assertThat(raw.toArray()[4]).containsExactly(4, 0);
    }
}
