package dev.npymap.access;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringAccessorTest {
    abstract static class Contract extends AccessorContract<String> {
        @Override
        String asked() {
            return "a String: U or S";
        }

        @Override
        View<String> view(Strided elements) {
            return new Strings(StringAccessor.of(elements));
        }
    }

    private record Strings(StringAccessor accessor) implements AccessorContract.CopyView<String> {
        @Override
        public String get(long[] index) {
            return accessor.get(index);
        }

        @Override
        public void set(long[] index, String value) {
            accessor.set(index, value);
        }

        @Override
        public String get(long i) {
            return accessor.get(i);
        }

        @Override
        public void set(long i, String value) {
            accessor.set(i, value);
        }

        @Override
        public List<String> toList() {
            return List.of(accessor.toArray());
        }

        @Override
        public List<String> copyTo(int length, int from) {
            String[] target = new String[Math.max(0, length)];
            accessor.copyTo(target, from);
            return Arrays.asList(target);
        }

        @Override
        public String blank() {
            return null;
        }
    }

    @Nested
    class Ucs4 extends Contract {
        @Override
        List<String> dtypes() {
            return List.of("<U4", ">U4", "|S4");
        }

        @Override
        List<String> values() {
            return List.of("full", "", "\u00e9", "a\0b");
        }

        @Override
        void put(String value, ScalarType dtype, ByteBuffer out) {
            value.chars().forEach(c -> {
                if (dtype.itemSize() == 4) {
                    out.put((byte) c);
                } else {
                    out.putInt(c);
                }
            });
        }
    }

    private final Arena arena = Arena.ofAuto();

    private StringAccessor one(String dtype) {
        return StringAccessor.of(Arrangement.C_ORDER.place(arena, DType.of(dtype), Shape.of(1)));
    }

    @Test
    void charactersPastTheBasicPlaneTakeOnePlace() {
        StringAccessor text = one("<U2");

        text.set(0, "\ud83d\ude00\u6570");

        assertThat(text.get(0)).isEqualTo("\ud83d\ude00\u6570");
        assertThat(text.getCodePoints(0)).containsExactly(0x1f600, 0x6570);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xd800, 0xdfff, 0x110000, 0x7fffffff, -1, Integer.MIN_VALUE})
    void anyValueIsKeptButNotEveryValueIsText(int value) {
        Strided elements = Arrangement.C_ORDER.place(arena, DType.of(">U3"), Shape.of(1));
        elements.segment().asSlice(0, 12).fill((byte) 0);
        elements.segment().set(JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 4, value);
        StringAccessor text = StringAccessor.of(elements);

        assertThat(text.getCodePoints(0)).containsExactly(0, value);
        assertThat(text.getCodePoints(new long[] {0})).containsExactly(0, value);
        assertThatIllegalStateException()
                .isThrownBy(() -> text.get(0))
                .withMessage(
                        "not text: the value 0x%s at place 1 of a >U3 is no Unicode character",
                        Integer.toHexString(value));
    }

    @Test
    void loneSurrogateIsWrittenAsNumPyWritesIt() {
        StringAccessor text = one("<U3");

        text.set(0, "a\ud800");

        assertThat(text.getCodePoints(0)).containsExactly('a', 0xd800);
    }

    @Test
    void textThatDoesNotFitIsRefused() {
        StringAccessor ucs4 = one("<U2");
        StringAccessor latin1 = one("|S2");
        ucs4.set(0, "ab");
        latin1.set(0, "ab");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ucs4.set(0, "abc"))
                .withMessage("text of 3 code points does not fit in <U2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> latin1.set(0, "abc"))
                .withMessage("text of 3 code points does not fit in |S2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> latin1.set(0, "a\u0100"))
                .withMessage("the character U+0100 does not fit in |S2");
        assertThat(ucs4.get(0)).isEqualTo("ab");
        assertThat(latin1.get(0)).isEqualTo("ab");
    }

    @Test
    void bytesAreLatin1() {
        Strided elements = Arrangement.C_ORDER.place(arena, DType.of("|S2"), Shape.of(1));
        elements.segment().set(JAVA_BYTE, 0, (byte) 0xe9);
        elements.segment().set(JAVA_BYTE, 1, (byte) 0x80);

        assertThat(StringAccessor.of(elements).get(0)).isEqualTo("\u00e9\u0080");
        assertThat(StringAccessor.of(elements).getCodePoints(0)).containsExactly(0xe9, 0x80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<U0", "|S0"})
    void textOfNoLengthIsEmpty(String dtype) {
        StringAccessor text = one(dtype);

        text.set(0, "");

        assertThat(text.get(0)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text.set(0, "a"))
                .withMessage("text of 1 code points does not fit in %s", dtype);
    }
}
