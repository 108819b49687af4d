package dev.npymap.cli;

import dev.npymap.format.NpyFormatException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Sees to it that no member of an archive is lost where another archive is made of it. */
final class Members {
    private Members() {}

    /**
     * {@return members of several archives that go to one as they are, a folder's once}
     *
     * @throws FileSystemException if others have one name, or one cannot be read
     */
    static Collection<ArrayFile> once(List<ArrayFile> members) throws IOException {
        Map<String, ArrayFile> byName = new LinkedHashMap<>();
        for (ArrayFile member : members) {
            String name = member.member().orElseThrow();
            ArrayFile first = byName.putIfAbsent(name, member);
            boolean isFolder = name.endsWith("/");
            if (first != null && !isFolder) {
                throw new FileSystemException(
                        member.toString(),
                        null,
                        first + " is to be the member '" + name + "' too; " + howToLeaveOut("this one", member));
            }
            checkReadable(member);
        }
        return byName.values();
    }

    /** One that is encrypted, or compressed otherwise than by deflate, can be left out, and nothing else. */
    private static void checkReadable(ArrayFile member) throws IOException {
        try {
            offset(member);
        } catch (NpyFormatException e) {
            String name = "'" + member.member().orElseThrow() + "'";
            throw Problem.with(member.path(), Problem.withoutFile(e) + "; " + howToLeaveOut(name, member), e);
        }
    }

    private static String howToLeaveOut(String what, ArrayFile member) {
        return "to leave " + what + " out, name the arrays: " + member.path() + ArrayFile.SEPARATOR + "NAME";
    }

    /**
     * Checks that an archive which is replaced by what is made of it keeps all its members.
     *
     * @param used what the new one is made of
     * @param replaced any file, or none
     * @throws FileSystemException if some of the old one are not among them
     */
    static void checkKept(Stream<ArrayFile> used, Path replaced) throws IOException {
        Set<Long> kept = new HashSet<>();
        for (ArrayFile array : used.filter(array -> array.member().isPresent()).toList()) {
            if (Files.exists(replaced) && Files.isSameFile(array.path(), replaced)) {
                kept.add(offset(array));
            }
        }
        if (kept.isEmpty()) {
            return;
        }
        List<String> lost = new ArrayList<>();
        for (ArrayFile member : ArrayFile.of(replaced.toString()).members()) {
            if (!isKept(member, kept)) {
                lost.add(member.member().orElseThrow());
            }
        }
        if (!lost.isEmpty()) {
            throw new FileSystemException(
                    replaced.toString(),
                    null,
                    "what would replace it is made of it without " + String.join(", ", lost) + ": write another file");
        }
    }

    /** What cannot be read is none of what was used. */
    private static boolean isKept(ArrayFile member, Set<Long> kept) throws IOException {
        try {
            return kept.contains(offset(member));
        } catch (NpyFormatException e) {
            return false;
        }
    }

    private static long offset(ArrayFile member) throws IOException {
        return member.entry().orElseThrow().offset();
    }
}
