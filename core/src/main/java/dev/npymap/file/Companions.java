package dev.npymap.file;

import java.nio.file.Path;

/** The names of the files that stand beside an array which several processes fill. */
public final class Companions {
    private Companions() {}

    /**
     * {@return the name of the array of shares, what is done and who does what}
     *
     * @param file the array's file
     */
    public static Path ledger(Path file) {
        return beside(file, ".ledger.npy");
    }

    /**
     * {@return the name of the file whose bytes are locked, byte n by the holder of share n}
     *
     * @param file the array's file
     */
    public static Path lock(Path file) {
        return beside(file, ".lock");
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
