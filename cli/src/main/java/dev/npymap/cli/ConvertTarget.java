package dev.npymap.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where arrays are written.
 *
 * @param kind what it is
 * @param path the file or the folder
 * @param member the name of an archive's array, where it was given
 */
record ConvertTarget(Kind kind, Path path, Optional<String> member) {
    private static final String ARCHIVE = ".npz";

    /** What arrays are written to. */
    enum Kind {
        /** A file that is one array. */
        FILE,
        /** A file of any number of them. */
        ARCHIVE,
        /** A folder, with a file for each. */
        FOLDER
    }

    /** {@return what an argument names} */
    static ConvertTarget of(String text) {
        Path path = Main.path(text);
        if (Files.isDirectory(path)) {
            return new ConvertTarget(Kind.FOLDER, path, Optional.empty());
        }
        int end = text.indexOf(ARCHIVE + ArrayFile.SEPARATOR);
        if (end > 0) {
            int at = end + ARCHIVE.length();
            String member = text.substring(at + ArrayFile.SEPARATOR.length());
            return new ConvertTarget(Kind.ARCHIVE, Main.path(text.substring(0, at)), Optional.of(member));
        }
        return new ConvertTarget(text.endsWith(ARCHIVE) ? Kind.ARCHIVE : Kind.FILE, path, Optional.empty());
    }
}
