package dev.npymap.it.race;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import java.nio.file.Path;

/** A process that creates one file, to be killed: {@code Creator FILE ELEMENTS}. Tells when it begins, and when it is done. */
public final class Creator {
    private Creator() {}

    /** Creates the file. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        Npy.allocate(file.resolveSibling("warm-up.npy"), DType.INT64, Shape.of(1), CreateOptions.defaults());
        System.out.println("begins");
        Npy.allocate(file, DType.INT64, Shape.of(Long.parseLong(args[1])), CreateOptions.defaults());
        System.out.println("done");
    }
}
