package dev.npymap.testing;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random dtypes, of every kind that a file can hold. */
public final class Dtypes {
    private static final List<String> NUMBERS = List.of(
            "b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "f16", "c8", "c16", "c32", "M8",
            "m8");

    private static final List<String> UNITS =
            List.of("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as");

    private Dtypes() {}

    /** {@return scalars, and structs and sub-arrays of them, some levels deep} */
    public static Arbitrary<DType> any() {
        return of(3).withoutEdgeCases();
    }

    private static Arbitrary<DType> of(int depth) {
        return depth == 0
                ? scalars()
                : Arbitraries.frequencyOf(
                        Tuple.of(4, scalars()), Tuple.of(3, structs(depth - 1)), Tuple.of(1, subarrays(depth - 1)));
    }

    /** {@return scalars in both byte orders} */
    public static Arbitrary<DType> scalars() {
        Arbitrary<String> times = Combinators.combine(
                        Arbitraries.of("M8", "m8"),
                        Arbitraries.integers().between(1, Integer.MAX_VALUE),
                        Arbitraries.of(UNITS))
                .as((kind, multiple, unit) -> kind + "[" + multiple + unit + "]");
        Arbitrary<String> flexible = Combinators.combine(
                        Arbitraries.of("S", "U", "V"), Arbitraries.integers().between(0, 20))
                .as((kind, length) -> kind + length);
        return Combinators.combine(Arbitraries.oneOf(Arbitraries.of(NUMBERS), times, flexible), orders())
                .as((type, order) -> DType.of(type).withOrder(order));
    }

    private static Arbitrary<ByteOrder> orders() {
        return Arbitraries.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    }

    /** Names with quotes, escapes, every script and lone surrogates. */
    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8),
                Arbitraries.strings()
                        .withChars("'\"\\\n\t\0 .[]é\u0100数")
                        .ofMinLength(1)
                        .ofMaxLength(4),
                Arbitraries.strings().all().ofMinLength(1).ofMaxLength(4));
    }

    private record Member(String name, DType dtype, int padding) {}

    private static Arbitrary<DType> structs(int depth) {
        Arbitrary<Member> members = Combinators.combine(names(), of(depth), Arbitraries.of(0, 0, 0, 1, 7))
                .as(Member::new);
        return Combinators.combine(
                        members.list().ofMaxSize(4).uniqueElements(Member::name), Arbitraries.of(true, false))
                .as(Dtypes::struct);
    }

    private static DType struct(List<Member> members, boolean aligned) {
        StructType.Builder struct = aligned ? DType.struct().aligned() : DType.struct();
        for (Member member : members) {
            struct.field(member.name, member.dtype).padding(member.padding);
        }
        return struct.build();
    }

    private static Arbitrary<DType> subarrays(int depth) {
        Arbitrary<Shape> shapes = Arbitraries.longs()
                .between(0, 3)
                .array(long[].class)
                .ofMaxSize(3)
                .map(Shape::of);
        return Combinators.combine(of(depth).filter(base -> base.itemSize() > 0), shapes)
                .as(SubarrayType::of);
    }
}
