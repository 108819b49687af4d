package dev.npymap.bulk;

import dev.npymap.bulk.PairedRuns.Axis;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.ScalarType;
import dev.npymap.dtype.StructType;
import dev.npymap.dtype.SubarrayType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What makes an element of one dtype one of another that differs in byte order and padding alone. Padding is not moved. */
public final class Moves {
    /**
     * Some units of an element, which lie along axes of their own.
     *
     * @param source where the first one lies in the source's element, in bytes
     * @param target where it lies in the target's element, in bytes
     * @param axes the axes; bytes that are not reversed begin as one axis of them, dense in both
     * @param size how many bytes a unit has: 1, 2, 4 or 8
     * @param reversed whether the bytes of a unit are reversed
     */
    public record Move(long source, long target, List<Axis> axes, int size, boolean reversed) {
        /** {@return the number of bytes that are only copied and lie dense, or 0} */
        long plain() {
            return axes.size() == 1 && isBytes() ? axes.getFirst().length() : 0;
        }

        /** {@return whether its last axis is one of bytes that are only copied} */
        public boolean isBytes() {
            return size == 1 && !axes.isEmpty() && axes.getLast().isDense();
        }

        /**
         * {@return the same bytes in units as large as they have room for; the last unit overlaps the one before it where they
         * are no multiple}
         */
        public Stream<Move> inUnits() {
            int count = (int) axes.getLast().length();
            int unit = Math.min(Long.BYTES, Integer.highestOneBit(count));
            return IntStream.range(0, Math.ceilDiv(count, unit)).mapToObj(i -> {
                int at = Math.min(i * unit, count - unit);
                return new Move(source + at, target + at, axes.subList(0, axes.size() - 1), unit, false);
            });
        }

        Move within(Axis axis, long source, long target) {
            List<Axis> outer = new ArrayList<>(axes);
            outer.addFirst(axis);
            return new Move(source + this.source, target + this.target, outer, size, reversed);
        }
    }

    /** Both halves of 16 bytes change places; in a unit of 8 bytes only the bytes do. */
    private static final Axis HALVES = new Axis(2, Long.BYTES, -Long.BYTES);

    private final List<Move> moves = new ArrayList<>();

    private Moves() {}

    /**
     * {@return the moves, none for elements of no size; empty if the dtypes differ in more than byte order and padding}
     *
     * @param source what the elements are
     * @param target what they shall be
     */
    public static Optional<List<Move>> of(DType source, DType target) {
        Moves moves = new Moves();
        return moves.add(source, target, 0, 0) ? Optional.of(moves.moves) : Optional.empty();
    }

    /** {@return whether the dtypes differ in byte order and padding at most} */
    public static boolean alike(DType source, DType target) {
        return new Moves().add(source, target, 0, 0);
    }

    private boolean add(DType source, DType target, long from, long to) {
        return switch (source) {
            case ScalarType scalar -> target instanceof ScalarType other && addScalar(scalar, other, from, to);
            case SubarrayType items -> target instanceof SubarrayType other && addItems(items, other, from, to);
            case StructType struct -> target instanceof StructType other && addFields(struct, other, from, to);
        };
    }

    private boolean addFields(StructType source, StructType target, long from, long to) {
        List<StructType.Field> fields = source.fields();
        List<StructType.Field> others = target.fields();
        if (fields.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            StructType.Field field = fields.get(i);
            StructType.Field other = others.get(i);
            if (!field.name().equals(other.name())
                    || !add(field.dtype(), other.dtype(), from + field.offset(), to + other.offset())) {
                return false;
            }
        }
        return true;
    }

    private boolean addItems(SubarrayType source, SubarrayType target, long from, long to) {
        Moves item = new Moves();
        if (!source.shape().equals(target.shape()) || !item.add(source.base(), target.base(), 0, 0)) {
            return false;
        }
        long count = source.shape().size();
        int step = source.base().itemSize();
        int otherStep = target.base().itemSize();
        if (item.moves.size() == 1 && item.moves.getFirst().plain() == step && step == otherStep) {
            addPlain(from, to, count * step);
        } else if (count > 0) {
            item.moves.forEach(move -> moves.add(move.within(new Axis(count, step, otherStep), from, to)));
        }
        return true;
    }

    private boolean addScalar(ScalarType source, ScalarType target, long from, long to) {
        if (!source.withOrder(target.order()).equals(target)) {
            return false;
        }
        if (source.order().equals(target.order())) {
            addPlain(from, to, source.itemSize());
        } else if (source.itemSize() > 0) {
            addReversed(source, from, to);
        }
        return true;
    }

    /** Fields that lie behind one another in both are one. */
    private void addPlain(long from, long to, long length) {
        if (length == 0) {
            return;
        }
        Move last = moves.isEmpty() ? null : moves.getLast();
        if (last != null
                && last.plain() > 0
                && last.source + last.plain() == from
                && last.target + last.plain() == to) {
            moves.removeLast();
            addPlain(last.source, last.target, last.plain() + length);
        } else {
            moves.add(new Move(from, to, List.of(new Axis(length, 1, 1)), 1, false));
        }
    }

    private void addReversed(ScalarType scalar, long from, long to) {
        int size = switch (scalar.kind()) {
            case STRING -> Integer.BYTES;
            case COMPLEX -> scalar.itemSize() / 2;
            default -> scalar.itemSize();
        };
        Axis units = new Axis(scalar.itemSize() / size, size, size);
        moves.add(
                size == 2 * Long.BYTES
                        ? new Move(from, to + Long.BYTES, List.of(units, HALVES), Long.BYTES, true)
                        : new Move(from, to, List.of(units), size, true));
    }
}
