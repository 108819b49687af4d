package dev.npymap.dtype;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.PathElement.sequenceElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
    static Stream<Arguments> scalars() {
        return Stream.of(LITTLE_ENDIAN, BIG_ENDIAN)
                .flatMap(order -> Stream.of(
                        arguments("b1", order, JAVA_BOOLEAN),
                        arguments("i1", order, JAVA_BYTE),
                        arguments("u1", order, JAVA_BYTE),
                        arguments("i2", order, JAVA_SHORT_UNALIGNED.withOrder(order)),
                        arguments("u2", order, JAVA_SHORT_UNALIGNED.withOrder(order)),
                        arguments("f2", order, JAVA_SHORT_UNALIGNED.withOrder(order)),
                        arguments("i4", order, JAVA_INT_UNALIGNED.withOrder(order)),
                        arguments("u4", order, JAVA_INT_UNALIGNED.withOrder(order)),
                        arguments("i8", order, JAVA_LONG_UNALIGNED.withOrder(order)),
                        arguments("u8", order, JAVA_LONG_UNALIGNED.withOrder(order)),
                        arguments("M8[s]", order, JAVA_LONG_UNALIGNED.withOrder(order)),
                        arguments("m8[7D]", order, JAVA_LONG_UNALIGNED.withOrder(order)),
                        arguments("f4", order, JAVA_FLOAT_UNALIGNED.withOrder(order)),
                        arguments("f8", order, JAVA_DOUBLE_UNALIGNED.withOrder(order)),
                        arguments("f16", order, sequenceLayout(16, JAVA_BYTE)),
                        arguments("c8", order, complex(JAVA_FLOAT_UNALIGNED.withOrder(order))),
                        arguments("c16", order, complex(JAVA_DOUBLE_UNALIGNED.withOrder(order))),
                        arguments("c32", order, complex(sequenceLayout(16, JAVA_BYTE))),
                        arguments("S3", order, sequenceLayout(3, JAVA_BYTE)),
                        arguments("V0", order, sequenceLayout(0, JAVA_BYTE)),
                        arguments("U3", order, sequenceLayout(3, JAVA_INT_UNALIGNED.withOrder(order)))));
    }

    private static StructLayout complex(MemoryLayout part) {
        return structLayout(part.withName("re"), part.withName("im"));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void scalarsHaveTheirByteOrderAndNoAlignment(String type, ByteOrder order, MemoryLayout expected) {
        DType dtype = DType.of(type).withOrder(order);

        assertThat(dtype.layout()).isEqualTo(expected);
        assertThat(dtype.layout().byteSize()).isEqualTo(dtype.itemSize());
        assertThat(dtype.layout().byteAlignment()).isEqualTo(1);
    }

    private final DType struct = DType.of(
            "[('id', '|u1'), ('pos', [('x', '<f4'), ('y', '>f4')]), ('m', '<i2', (2, 3)), ('', '|V3'), ('t', '<M8[s]'),"
                    + " ('z', '<c8'), ('pts', [('s', '|S3'), ('u', '>U2')], (4,)), ('', '|V5')]");

    static Stream<Arguments> places() {
        return Stream.of(
                arguments(0, List.of(groupElement("id"))),
                arguments(1, List.of(groupElement("pos"))),
                arguments(5, List.of(groupElement("pos"), groupElement("y"))),
                arguments(9, List.of(groupElement("m"))),
                arguments(9 + 5 * 2, List.of(groupElement("m"), sequenceElement(1), sequenceElement(2))),
                arguments(24, List.of(groupElement("t"))),
                arguments(36, List.of(groupElement("z"), groupElement("im"))),
                arguments(40 + 3 * 11, List.of(groupElement("pts"), sequenceElement(3))),
                arguments(40 + 2 * 11 + 3, List.of(groupElement("pts"), sequenceElement(2), groupElement("u"))));
    }

    @ParameterizedTest
    @MethodSource("places")
    void fieldsLieWhereTheFileHasThem(long offset, List<PathElement> path) {
        assertThat(struct.layout().byteOffset(path.toArray(PathElement[]::new))).isEqualTo(offset);
    }

    @Test
    void fieldPathsAgreeWithTheLayout() {
        assertThat(FieldPath.of(struct, "pos.y").offset()).isEqualTo(5);
        assertThat(FieldPath.of(struct, "m[1,2]").offset()).isEqualTo(19);
        assertThat(FieldPath.of(struct, "pts[2].u").offset()).isEqualTo(65);
    }

    @Test
    void paddingIsPadding() {
        List<MemoryLayout> members = ((StructLayout) struct.layout()).memberLayouts();

        assertThat(members.get(3)).isEqualTo(paddingLayout(3));
        assertThat(members.getLast()).isEqualTo(paddingLayout(5));
        assertThat(struct.layout().byteSize()).isEqualTo(struct.itemSize()).isEqualTo(89);
    }

    @Test
    void emptyPartsHaveALayoutToo() {
        assertThat(DType.of("[]").layout()).isEqualTo(structLayout());
        assertThat(DType.of("[('a', '<i4', (0, 2)), ('b', []), ('', '|i1')]").layout())
                .isEqualTo(structLayout(
                        sequenceLayout(0, sequenceLayout(2, JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN)))
                                .withName("a"),
                        structLayout().withName("b"),
                        JAVA_BYTE.withName("")));
    }
}
