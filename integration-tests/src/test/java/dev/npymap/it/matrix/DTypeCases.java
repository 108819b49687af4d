package dev.npymap.it.matrix;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.DatetimeUnit;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import dev.npymap.it.matrix.DTypeCase.Breadth;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The dtypes of the matrix. */
final class DTypeCases {
    private static final int MANY = 300;

    /** A header of more than 65,535 bytes. */
    private static final int TOO_MANY_FOR_VERSION_1 = 3_000;

    private DTypeCases() {}

    static List<DTypeCase> all() {
        return Stream.of(numbers(), flexible(), dates(), structs(), names(), wide())
                .flatMap(List::stream)
                .toList();
    }

    private static DTypeCase scalar(String python, DType dtype) {
        return DTypeCase.of(python, "'" + python + "'", dtype);
    }

    private static List<DTypeCase> numbers() {
        return List.of(
                scalar("?", DType.BOOL).asIs(),
                scalar("i1", DType.INT8).asIs(),
                scalar("u1", DType.UINT8).asIs(),
                scalar("i2", DType.INT16),
                scalar("u2", DType.UINT16),
                scalar("i4", DType.INT32),
                scalar("u4", DType.UINT32),
                scalar("i8", DType.INT64),
                scalar("u8", DType.UINT64),
                scalar("f2", DType.FLOAT16),
                scalar("f4", DType.FLOAT32),
                scalar("f8", DType.FLOAT64),
                scalar("f16", DType.LONGDOUBLE),
                scalar("c8", DType.COMPLEX64),
                scalar("c16", DType.COMPLEX128),
                scalar("c32", DType.CLONGDOUBLE));
    }

    private static List<DTypeCase> flexible() {
        List<DTypeCase> cases = new ArrayList<>();
        for (int length : new int[] {0, 1, 3, 17}) {
            cases.add(scalar("S" + length, DType.bytes(length)).asIs());
            cases.add(scalar("U" + length, DType.string(length)));
            cases.add(scalar("V" + length, DType.raw(length)).asIs());
        }
        return cases;
    }

    private static List<DTypeCase> dates() {
        List<DTypeCase> cases = new ArrayList<>();
        for (DatetimeUnit unit : DatetimeUnit.values()) {
            String suffix = unit == DatetimeUnit.GENERIC ? "" : "[" + unit.symbol() + "]";
            cases.add(scalar("M8" + suffix, DType.datetime64(unit)).with(Breadth.SOME_SHAPES));
            cases.add(scalar("m8" + suffix, DType.timedelta64(unit)).with(Breadth.SOME_SHAPES));
        }
        cases.add(multiple("M8", 25, "s", DType.datetime64(DatetimeUnit.SECOND)));
        cases.add(multiple("m8", 7, "D", DType.timedelta64(DatetimeUnit.DAY)));
        cases.add(multiple("M8", 10, "ns", DType.datetime64(DatetimeUnit.NANOSECOND)));
        cases.add(multiple("m8", 3, "M", DType.timedelta64(DatetimeUnit.MONTH)));
        cases.add(multiple("M8", 1_000_000, "Y", DType.datetime64(DatetimeUnit.YEAR)));
        cases.add(multiple("m8", Integer.MAX_VALUE, "as", DType.timedelta64(DatetimeUnit.ATTOSECOND)));
        return cases;
    }

    private static DTypeCase multiple(String kind, int multiple, String unit, ScalarType single) {
        return scalar(kind + "[" + multiple + unit + "]", single.withMultiple(multiple))
                .with(Breadth.SOME_SHAPES);
    }

    private static StructType point() {
        return DType.struct().field("x", DType.FLOAT32).field("y", DType.INT16).build();
    }

    private static StructType alignedPoint() {
        return DType.struct()
                .aligned()
                .field("x", DType.FLOAT64)
                .field("y", DType.INT16)
                .build();
    }

    private static List<DTypeCase> structs() {
        return List.of(
                DTypeCase.of(
                        "struct, packed",
                        "[('id','i8'),('flag','?'),('x','f8'),('name','S5'),('when','M8[ns]')]",
                        DType.struct()
                                .field("id", DType.INT64)
                                .field("flag", DType.BOOL)
                                .field("x", DType.FLOAT64)
                                .field("name", DType.bytes(5))
                                .field("when", DType.datetime64(DatetimeUnit.NANOSECOND))
                                .build()),
                DTypeCase.of(
                        "struct, aligned, with padding inside and behind",
                        "np.dtype([('a','i1'),('b','f8'),('c','u2'),('d','f16'),('e','S3')], align=True)",
                        DType.struct()
                                .aligned()
                                .field("a", DType.INT8)
                                .field("b", DType.FLOAT64)
                                .field("c", DType.UINT16)
                                .field("d", DType.LONGDOUBLE)
                                .field("e", DType.bytes(3))
                                .build()),
                DTypeCase.of(
                        "struct with padding before, between and behind",
                        "{'names':['a','b'],'formats':['i4','f8'],'offsets':[3,12],'itemsize':32}",
                        DType.struct()
                                .padding(3)
                                .field("a", DType.INT32)
                                .padding(5)
                                .field("b", DType.FLOAT64)
                                .padding(12)
                                .build()),
                DTypeCase.of(
                        "struct, nested",
                        "[('pos',[('x','f4'),('y','i2')]),('t','m8[us]'),('deep',[('er',[('est','c16')])])]",
                        DType.struct()
                                .field("pos", point())
                                .field("t", DType.timedelta64(DatetimeUnit.MICROSECOND))
                                .field(
                                        "deep",
                                        DType.struct()
                                                .field(
                                                        "er",
                                                        DType.struct()
                                                                .field("est", DType.COMPLEX128)
                                                                .build())
                                                .build())
                                .build()),
                DTypeCase.of(
                        "struct, nested, both aligned",
                        "np.dtype([('a','?'),('p',np.dtype([('x','f8'),('y','i2')], align=True)),('z','u1')], align=True)",
                        DType.struct()
                                .aligned()
                                .field("a", DType.BOOL)
                                .field("p", alignedPoint())
                                .field("z", DType.UINT8)
                                .build()),
                DTypeCase.of(
                        "struct with sub-arrays of 1, 2 and 3 dimensions",
                        "[('v','f8',(3,)),('k','u1'),('m','i4',(2,3)),('c','c8',(2,1,3)),('t','U2',2)]",
                        DType.struct()
                                .field("v", DType.FLOAT64, 3)
                                .field("k", DType.UINT8)
                                .field("m", DType.INT32, 2, 3)
                                .field("c", DType.COMPLEX64, 2, 1, 3)
                                .field("t", DType.string(2), 2)
                                .build()),
                DTypeCase.of(
                        "struct with empty sub-arrays",
                        "[('a','i4',(0,)),('b','f4'),('c','f8',(2,0))]",
                        DType.struct()
                                .field("a", DType.INT32, 0)
                                .field("b", DType.FLOAT32)
                                .field("c", DType.FLOAT64, 2, 0)
                                .build()),
                DTypeCase.of(
                        "struct with sub-arrays of structs",
                        "[('pts',[('x','f4'),('y','i2')],(3,)),('n','i8'),('grid',[('m','f2',(2,)),('s','S2')],(2,2))]",
                        DType.struct()
                                .field("pts", point(), 3)
                                .field("n", DType.INT64)
                                .field(
                                        "grid",
                                        DType.struct()
                                                .field("m", DType.FLOAT16, 2)
                                                .field("s", DType.bytes(2))
                                                .build(),
                                        2,
                                        2)
                                .build()),
                DTypeCase.of(
                        "struct with an aligned sub-array of aligned structs",
                        "np.dtype([('a','u1'),('p',np.dtype([('x','f8'),('y','i2')], align=True),(2,)),('b','u1')], align=True)",
                        DType.struct()
                                .aligned()
                                .field("a", DType.UINT8)
                                .field("p", alignedPoint(), 2)
                                .field("b", DType.UINT8)
                                .build()),
                DTypeCase.of(
                                "struct of both byte orders",
                                "[('a','>i4'),('b','<i4'),('c',[('d','>f8'),('e','<U2')])]",
                                DType.struct()
                                        .field("a", DType.INT32.withOrder(ByteOrder.BIG_ENDIAN))
                                        .field("b", DType.INT32)
                                        .field(
                                                "c",
                                                DType.struct()
                                                        .field("d", DType.FLOAT64.withOrder(ByteOrder.BIG_ENDIAN))
                                                        .field("e", DType.string(2))
                                                        .build())
                                        .build())
                        .asIs(),
                DTypeCase.of(
                        "struct with items of size 0",
                        "[('s','S0'),('x','i2'),('u','U0'),('e',[]),('v','V0')]",
                        DType.struct()
                                .field("s", DType.bytes(0))
                                .field("x", DType.INT16)
                                .field("u", DType.string(0))
                                .field("e", DType.struct().build())
                                .field("v", DType.raw(0))
                                .build()),
                DTypeCase.of("struct without fields", "[]", DType.struct().build())
                        .asIs());
    }

    private static List<DTypeCase> names() {
        return List.of(
                DTypeCase.of(
                        "struct with titles",
                        "[(('Time of day','t'),'i8'),(('Ort','place'),'f4',(2,)),('plain','?')]",
                        DType.struct()
                                .titledField("Time of day", "t", DType.INT64)
                                .titledField("Ort", "place", SubarrayType.of(DType.FLOAT32, Shape.of(2)))
                                .field("plain", DType.BOOL)
                                .build()),
                DTypeCase.of(
                        "struct with an empty name",
                        "{'names':['','b'],'formats':['i4','f8']}",
                        DType.struct()
                                .field("", DType.INT32)
                                .field("b", DType.FLOAT64)
                                .build()),
                DTypeCase.of(
                        "struct with Latin-1 names",
                        "[('Gr\\xf6\\xdfe','f8'),('\\xb5','i4'),('a\\xa0b','i2')]",
                        DType.struct()
                                .field("Gr\u00f6\u00dfe", DType.FLOAT64)
                                .field("\u00b5", DType.INT32)
                                .field("a\u00a0b", DType.INT16)
                                .build()),
                DTypeCase.of(
                        "struct with names that need version 3",
                        "[('\\u6e29\\u5ea6','f8'),('\\U0001f600','i4'),('\\u0394t','m8[s]')]",
                        DType.struct()
                                .field("\u6e29\u5ea6", DType.FLOAT64)
                                .field("\ud83d\ude00", DType.INT32)
                                .field("\u0394t", DType.timedelta64(DatetimeUnit.SECOND))
                                .build()),
                DTypeCase.of(
                        "struct with names that Python escapes",
                        "[(\"it's\",'i4'),('q\"q','i4'),('\\'\"','i4'),('b\\\\s','i4'),('n\\n\\t\\r','i4'),('\\0\\x7f\\x85','i4'),"
                                + "('\\u200b\\ue000\\U000e0001','i4'),('\\ud800','i4')]",
                        DType.struct()
                                .field("it's", DType.INT32)
                                .field("q\"q", DType.INT32)
                                .field("'\"", DType.INT32)
                                .field("b\\s", DType.INT32)
                                .field("n\n\t\r", DType.INT32)
                                .field("\0\u007f\u0085", DType.INT32)
                                .field("\u200b\ue000\udb40\udc01", DType.INT32)
                                .field("\ud800", DType.INT32)
                                .build()),
                DTypeCase.of(
                        "struct with names that look like paths",
                        "[('a.b','i4'),('a',[('b','i4'),('c.d','i2')]),('m[0]','f4'),('m','f4',(2,)),(' ','u1'),('[','u1')]",
                        DType.struct()
                                .field("a.b", DType.INT32)
                                .field(
                                        "a",
                                        DType.struct()
                                                .field("b", DType.INT32)
                                                .field("c.d", DType.INT16)
                                                .build())
                                .field("m[0]", DType.FLOAT32)
                                .field("m", DType.FLOAT32, 2)
                                .field(" ", DType.UINT8)
                                .field("[", DType.UINT8)
                                .build()));
    }

    private static List<DTypeCase> wide() {
        return List.of(
                columns(MANY).with(Breadth.FEW_SHAPES),
                columns(TOO_MANY_FOR_VERSION_1).asIs().with(Breadth.ONE_SHAPE));
    }

    private static DTypeCase columns(int count) {
        String python = IntStream.range(0, count)
                .mapToObj(i -> "('column %d','<%s')".formatted(i, i % 2 == 0 ? "f8" : "i2"))
                .collect(Collectors.joining(",", "[", "]"));
        StructType.Builder struct = DType.struct();
        for (int i = 0; i < count; i++) {
            struct.field("column " + i, i % 2 == 0 ? DType.FLOAT64 : DType.INT16);
        }
        return DTypeCase.of("struct of " + count + " fields", python, struct.build());
    }
}
