package dev.npymap;

import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.file.FileBytes;
import dev.npymap.file.FileCreator;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Changes the manifest of a folder, one writer at a time; {@link NpyParts} tells what its public methods promise. */
final class ManifestFile {
    private ManifestFile() {}

    static NpyParts publish(
            Path folder, DType dtype, Shape rowShape, List<String> files, boolean isReplacing, boolean isAppending)
            throws IOException {
        NpyHeader rows = NpyHeader.of(dtype, MemoryOrder.C, Shape.of(0).append(rowShape));
        Manifest none = new Manifest(rows.dtype(), rows.shape().inner(), List.of());
        List<NewPart> added = new ArrayList<>();
        for (String file : files) {
            added.add(NewPart.read(folder, file, none));
        }
        Path path = folder.resolve(Manifest.NAME);
        return FileCreator.create(path, isReplacing, true, (channel, _) -> {
            // Nobody else writes it meanwhile, or deletes what is not listed yet.
            List<Manifest.Entry> entries = new ArrayList<>(isAppending ? old(folder, none) : List.of());
            for (NewPart part : added) {
                part.check();
                entries.add(part.entry());
            }
            Manifest manifest = new Manifest(none.dtype(), none.rowShape(), entries);
            FileBytes.write(channel, ByteBuffer.wrap(manifest.toJson().getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            return new NpyParts(folder, manifest);
        });
    }

    /** Not where an error hides what is there: then nothing may be taken for unlisted. */
    static boolean isMissing(Path folder) {
        return Files.notExists(folder.resolve(Manifest.NAME), LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Manifest.Entry> old(Path folder, Manifest wanted) throws IOException {
        if (isMissing(folder)) {
            return List.of();
        }
        Manifest old = NpyParts.open(folder).manifest();
        if (!old.dtype().equals(wanted.dtype()) || !old.rowShape().equals(wanted.rowShape())) {
            throw new NpyFormatException(
                    folder.resolve(Manifest.NAME).toString(),
                    0,
                    "expected " + Manifest.describe(wanted.dtype(), wanted.rowShape()) + ", found "
                            + Manifest.describe(old.dtype(), old.rowShape()));
        }
        return old.entries();
    }

    static void deleteUnlisted(Path folder, Predicate<String> names) throws IOException {
        FileCreator.whileLocked(folder.resolve(Manifest.NAME), () -> {
            Set<String> kept = new HashSet<>();
            if (!isMissing(folder)) {
                NpyParts.open(folder).manifest().entries().forEach(entry -> kept.add(folded(entry.file())));
            }
            List<IOException> problems = new ArrayList<>();
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(folder, file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    if (kept.contains(folded(name)) || isOfManifest(name) || !names.test(name)) {
                        continue;
                    }
                    try {
                        Files.deleteIfExists(file);
                    } catch (IOException e) {
                        problems.add(e);
                    }
                }
            } catch (DirectoryIteratorException e) {
                problems.addFirst(e.getCause());
            }
            if (!problems.isEmpty()) {
                IOException first = problems.removeFirst();
                problems.forEach(first::addSuppressed);
                throw first;
            }
        });
    }

    /** The same for names that a file system may take for one: a folder may tell another one of them than the manifest. */
    private static String folded(String name) {
        String form = Normalizer.normalize(name, Normalizer.Form.NFD);
        return form.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Whether a file is the manifest, its lock, or a new one that takes its place soon. */
    private static boolean isOfManifest(String name) {
        return name.equals(Manifest.NAME) || name.startsWith("." + Manifest.NAME + ".");
    }
}
