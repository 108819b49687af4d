package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BytesAccessorTest {
    private static final HexFormat HEX = HexFormat.of();

    /** Bytes as hexadecimal digits, since arrays are equal to themselves alone. */
    @Nested
    class Values extends AccessorContract<String> {
        @Override
        List<String> dtypes() {
            return List.of("|V3", "|b1", "<i2", ">f8", "<c32", ">U3");
        }

        @Override
        String asked() {
            return "bytes";
        }

        @Override
        Stream<String> otherDTypes() {
            return Stream.of();
        }

        @Override
        List<String> values() {
            return List.of("00", "ff");
        }

        @Override
        void put(String value, ScalarType dtype, ByteBuffer out) {
            out.put(HEX.parseHex(value.repeat(dtype.itemSize())));
        }

        @Override
        View<String> view(Strided elements) {
            return new Raw(BytesAccessor.of(elements), elements.dtype().itemSize());
        }
    }

    /** An element whose bytes are all the same, as one of them. */
    private record Raw(BytesAccessor accessor, int itemSize) implements AccessorContract.CopyView<String> {
        @Override
        public String get(long[] index) {
            assertThat(accessor.slice(index).toArray(JAVA_BYTE)).isEqualTo(accessor.get(index));
            return one(accessor.get(index));
        }

        @Override
        public void set(long[] index, String value) {
            accessor.set(index, HEX.parseHex(value.repeat(itemSize)));
        }

        @Override
        public String get(long i) {
            assertThat(accessor.slice(i).toArray(JAVA_BYTE)).isEqualTo(accessor.get(i));
            return one(accessor.get(i));
        }

        @Override
        public void set(long i, String value) {
            accessor.set(i, HEX.parseHex(value.repeat(itemSize)));
        }

        @Override
        public List<String> toList() {
            return Arrays.stream(accessor.toArray()).map(Raw::one).toList();
        }

        @Override
        public List<String> copyTo(int length, int from) {
            byte[][] target = new byte[Math.max(0, length)][];
            accessor.copyTo(target, from);
            return Arrays.stream(target).map(Raw::one).toList();
        }

        @Override
        public String blank() {
            return "nothing";
        }

        private static String one(byte[] bytes) {
            if (bytes == null) {
                return "nothing";
            }
            assertThat(bytes).containsOnly(bytes[0]);
            return HEX.toHexDigits(bytes[0]);
        }
    }

    @Test
    void takesElementsOfAnyDType() {
        try (Arena arena = Arena.ofConfined()) {
            DType dtype = DType.of("[('a', '<i2'), ('b', '|S3')]");
            Strided elements = Arrangement.FIELD_OF_A_STRUCT.place(arena, dtype, Shape.of(2));
            BytesAccessor bytes = BytesAccessor.of(elements);

            bytes.set(1, new byte[] {1, 2, 3, 4, 5});

            assertThat(bytes.get(1)).containsExactly(1, 2, 3, 4, 5);
            assertThat(ShortAccessor.of(elements.field("a")).get(1)).isEqualTo((short) 0x0201);
            assertThat(BytesAccessor.of(elements.field("b")).get(1)).containsExactly(3, 4, 5);
        }
    }

    @Test
    void whatIsShorterIsFilledWithZeros() {
        try (Arena arena = Arena.ofConfined()) {
            BytesAccessor bytes =
                    BytesAccessor.of(Arrangement.FIELD_OF_A_STRUCT.place(arena, DType.raw(3), Shape.of(2)));

            bytes.set(0, new byte[] {7});
            bytes.set(new long[] {1}, new byte[0]);

            assertThat(bytes.get(0)).containsExactly(7, 0, 0);
            assertThat(bytes.get(1)).containsExactly(0, 0, 0);
        }
    }

    @Test
    void whatIsLongerIsRefused() {
        try (Arena arena = Arena.ofConfined()) {
            BytesAccessor bytes = BytesAccessor.of(Arrangement.C_ORDER.place(arena, DType.raw(3), Shape.of(1)));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bytes.set(0, new byte[4]))
                    .withMessage("4 bytes do not fit in |V3");
        }
    }

    @Test
    void sliceIsTheElementItself() {
        try (Arena arena = Arena.ofConfined()) {
            Strided elements = Arrangement.C_ORDER.place(arena, DType.raw(3), Shape.of(2));
            BytesAccessor bytes = BytesAccessor.of(elements);

            bytes.slice(1).set(JAVA_BYTE, 2, (byte) 9);

            assertThat(bytes.get(1)[2]).isEqualTo((byte) 9);
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> bytes.slice(1).set(JAVA_BYTE, 3, (byte) 9));
        }
    }

    @Test
    void elementsOfNoSizeAreEmpty() {
        try (Arena arena = Arena.ofConfined()) {
            BytesAccessor bytes = BytesAccessor.of(Arrangement.C_ORDER.place(arena, DType.raw(0), Shape.of(2)));

            bytes.set(1, new byte[0]);

            assertThat(bytes.get(1)).isEmpty();
        }
    }
}
