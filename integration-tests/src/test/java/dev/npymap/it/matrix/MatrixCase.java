package dev.npymap.it.matrix;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.MemoryOrder;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One array of the matrix.
 *
 * @param number its place in the list, and the name of its file
 * @param group the dtype and byte order, which many cases share
 * @param python the dtype, as a Python expression
 * @param byteOrder the order that the dtype is turned to in Python; empty if it stays as it is
 * @param dtype the dtype
 * @param order the memory order
 * @param shape the dimensions
 * @param version the format version; empty for the smallest that can hold the header
 */
public record MatrixCase(
        int number,
        String group,
        String python,
        Optional<ByteOrder> byteOrder,
        DType dtype,
        MemoryOrder order,
        Shape shape,
        Optional<FormatVersion> version) {

    private static final List<Shape> FEW_SHAPES = List.of(Shape.of(2), Shape.of(2, 3));
    private static final List<Shape> SOME_SHAPES =
            List.of(Shape.SCALAR, Shape.of(5), Shape.of(3, 4), Shape.of(2, 3, 4), Shape.of(2, 3, 2, 2), Shape.of(0, 3));
    private static final List<Shape> ALL_SHAPES = List.of(
            Shape.SCALAR,
            Shape.of(5),
            Shape.of(1),
            Shape.of(0),
            Shape.of(3, 4),
            Shape.of(1, 6),
            Shape.of(6, 1),
            Shape.of(0, 3),
            Shape.of(3, 0),
            Shape.of(2, 3, 4),
            Shape.of(2, 0, 3),
            Shape.of(2, 3, 2, 2),
            Shape.of(1, 2, 1, 3));

    /** {@return every version of every dtype, byte order, memory order and shape} */
    public static List<MatrixCase> allVersions() {
        List<MatrixCase> cases = new ArrayList<>();
        forEachArray((dtype, byteOrder, order, shape) -> {
            for (FormatVersion version : FormatVersion.values()) {
                cases.add(of(cases.size(), dtype, byteOrder, order, shape, Optional.of(version)));
            }
        });
        return cases;
    }

    /** {@return every dtype, byte order, memory order and shape, the versions and the smallest one taking turns} */
    public static List<MatrixCase> versionsInTurn() {
        List<Optional<FormatVersion>> versions = new ArrayList<>(
                Arrays.stream(FormatVersion.values()).map(Optional::of).toList());
        versions.add(Optional.empty());
        List<MatrixCase> cases = new ArrayList<>();
        forEachArray((dtype, byteOrder, order, shape) -> cases.add(
                of(cases.size(), dtype, byteOrder, order, shape, versions.get(cases.size() % versions.size()))));
        return cases;
    }

    @FunctionalInterface
    private interface ArrayVisitor {
        void visit(DTypeCase dtype, Optional<ByteOrder> byteOrder, MemoryOrder order, Shape shape);
    }

    private static void forEachArray(ArrayVisitor visitor) {
        for (DTypeCase dtype : DTypeCases.all()) {
            List<Optional<ByteOrder>> byteOrders = dtype.orders() == DTypeCase.Orders.AS_IS
                    ? List.of(Optional.empty())
                    : List.of(Optional.of(ByteOrder.LITTLE_ENDIAN), Optional.of(ByteOrder.BIG_ENDIAN));
            List<Shape> shapes = switch (dtype.breadth()) {
                case ALL_SHAPES -> ALL_SHAPES;
                case SOME_SHAPES -> SOME_SHAPES;
                case FEW_SHAPES -> FEW_SHAPES;
                case ONE_SHAPE -> FEW_SHAPES.subList(0, 1);
            };
            for (Optional<ByteOrder> byteOrder : byteOrders) {
                shapes.forEach(shape -> visitor.visit(dtype, byteOrder, MemoryOrder.C, shape));
                // Of what has no order, one array is enough: NumPy's maps write fortran_order True for it all the same.
                shapes.stream()
                        .filter(shape -> shape.rank() > 1 || shape.equals(Shape.of(5)))
                        .forEach(shape -> visitor.visit(dtype, byteOrder, MemoryOrder.FORTRAN, shape));
            }
        }
    }

    private static MatrixCase of(
            int number,
            DTypeCase dtype,
            Optional<ByteOrder> byteOrder,
            MemoryOrder order,
            Shape shape,
            Optional<FormatVersion> version) {
        DType turned = byteOrder.map(dtype.dtype()::withOrder).orElse(dtype.dtype());
        String group = dtype.name()
                + byteOrder
                        .map(o -> o == ByteOrder.BIG_ENDIAN ? ", big-endian" : ", little-endian")
                        .orElse("");
        return new MatrixCase(number, group, dtype.python(), byteOrder, turned, order, shape, version);
    }

    /** {@return this case in the words of {@code cases.py}: one line, tab-separated} */
    public String toLine() {
        return String.join(
                "\t",
                Integer.toString(number),
                python,
                byteOrder.map(o -> o == ByteOrder.BIG_ENDIAN ? ">" : "<").orElse("as is"),
                order.toString(),
                shape.toString(),
                version.map(FormatVersion::toString).orElse("smallest"));
    }

    /** {@return the file of this case} */
    public Path file(Path folder) {
        return folder.resolve(number + ".npy");
    }

    /** {@return what tells this case from others of its group} */
    @Override
    public String toString() {
        return "shape " + shape + ", order " + order + ", version "
                + version.map(FormatVersion::toString).orElse("smallest");
    }
}
