package dev.npymap;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Parts whose elements are easily told. */
final class CountingParts {
    private CountingParts() {}

    /** Parts of these numbers of rows, whose elements count through all of them. */
    static NpyParts counting(Path folder, int... lengths) throws IOException {
        List<String> names = new ArrayList<>();
        long next = 0;
        for (int length : lengths) {
            String name = (char) ('a' + names.size()) + ".npy";
            Npy.save(folder.resolve(name), LongStream.range(next, next + length).toArray());
            next += length;
            names.add(name);
        }
        return NpyParts.create(folder, DType.INT64, Shape.SCALAR, names);
    }

    /** {@return all elements of these pieces} */
    static long[] elements(List<NpyParts.Piece> pieces) {
        return pieces.stream()
                .flatMapToLong(piece -> LongStream.of(piece.array().longs().toArray()))
                .toArray();
    }
}
