package dev.npymap.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendJournalTest {
    @TempDir
    private Path folder;

    /** Where a locale has digits of its own, {@code %d} writes those. */
    @Test
    void whatIsBegunIsReadInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("th-TH-u-nu-thai"));
        try (AppendJournal journal = new AppendJournal(folder.toRealPath().resolve("a.npy"))) {
            assertThat(journal.read()).isEmpty();

            journal.begin(1234);

            assertThat(journal.read()).isEqualTo(OptionalLong.of(1234));
        } finally {
            Locale.setDefault(before);
        }
    }
}
