package dev.npymap.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything about the files of a folder that an operation could change; equal where nothing did. */
public record FolderState(Map<String, Entry> entries) {
    /** One file: its size, its bytes as a digest, and when they were last changed. */
    public record Entry(long size, String digest, FileTime lastModified, Object inode) {}

    /** {@return the present state of a folder} */
    public static FolderState of(Path folder) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder)) {
            for (Path file : list.toList()) {
                entries.put(file.getFileName().toString(), entry(file));
            }
        }
        return new FolderState(entries);
    }

    private static Entry entry(Path file) throws IOException {
        boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        return new Entry(
                Files.size(file),
                regular ? digest(Files.readAllBytes(file)) : "",
                Files.getLastModifiedTime(file),
                Files.readAttributes(file, "basic:fileKey", LinkOption.NOFOLLOW_LINKS)
                        .get("fileKey"));
    }

    private static String digest(byte[] bytes) {
        try {
            return new BigInteger(MessageDigest.getInstance("SHA-256").digest(bytes)).toString(16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Checks that a folder has these files and no others: no lock, no temporary one. */
    public static void assertOnly(Path folder, String... names) throws IOException {
        assertThat(names(folder)).containsExactlyInAnyOrder(names);
    }

    /** {@return the names of the files} */
    public static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
