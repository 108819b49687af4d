package dev.npymap;

import dev.npymap.zip.ZipMember;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The names of an archive's members, and those of its arrays. Of several members of one name the last one counts, as in
 * Python, where that is how one is replaced.
 */
final class NpzNames {
    static final String SUFFIX = ".npy";

    private static final int MOST_TOLD = 10;

    private final Map<String, ZipMember> members = new LinkedHashMap<>();
    private final List<String> arrays;
    private final List<String> others;

    NpzNames(Collection<ZipMember> members) {
        members.forEach(member -> this.members.put(member.name(), member));
        arrays = this.members.keySet().stream()
                .filter(NpzNames::isArray)
                .map(NpzNames::withoutSuffix)
                .toList();
        others = this.members.keySet().stream().filter(name -> !isArray(name)).toList();
    }

    static boolean isArray(String member) {
        return member.endsWith(SUFFIX);
    }

    /** {@return the name of an array, as NumPy gives it} */
    static String withoutSuffix(String member) {
        return isArray(member) ? member.substring(0, member.length() - SUFFIX.length()) : member;
    }

    /** {@return the names of the arrays in the order of the archive} */
    List<String> arrays() {
        return Collections.unmodifiableList(arrays);
    }

    /** {@return the names of the other members in the order of the archive} */
    List<String> others() {
        return Collections.unmodifiableList(others);
    }

    /** {@return a member by its own name, which goes first as in NumPy, or by that of its array} */
    ZipMember find(String archive, String name) throws NoSuchFileException {
        for (String own : List.of(name, name + SUFFIX)) {
            ZipMember member = members.get(own);
            if (member != null) {
                return member;
            }
        }
        throw new NoSuchFileException(archive + "::" + name, null, "the archive has no such member; " + told());
    }

    private String told() {
        String names = arrays.stream().limit(MOST_TOLD).collect(Collectors.joining(", "));
        return "it has " + arrays.size() + (arrays.size() == 1 ? " array" : " arrays")
                + (names.isEmpty() ? "" : ": " + names)
                + (arrays.size() > MOST_TOLD ? ", ..." : "");
    }
}
