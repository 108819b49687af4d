package dev.npymap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ReaderTest {
    private static final String TEXT = "aé€\ud83d\ude00z".repeat(50_000);

    private static String read(Reader reader, int room) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[room + 2];
        for (int count = reader.read(buffer, 1, room); count >= 0; count = reader.read(buffer, 1, room)) {
            assertThat(count).isPositive();
            text.append(buffer, 1, count);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000, 100_000})
    void textIsReadWhateverTheRoom(int room) throws IOException {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        AtomicLong count = new AtomicLong();

        assertThat(read(new Utf8Reader(new ByteArrayInputStream(bytes), "x", count::set), room))
                .isEqualTo(TEXT);

        assertThat(count).hasValue(bytes.length);
    }

    @Test
    void markAtTheBeginningAloneIsLeftOut() throws IOException {
        byte[] bytes = "\ufeffa\ufeff".getBytes(StandardCharsets.UTF_8);

        assertThat(read(new Utf8Reader(new ByteArrayInputStream(bytes), "x", _ -> {}), 1))
                .isEqualTo("a\ufeff");
        assertThat(read(new Utf8Reader(new ByteArrayInputStream(bytes, 0, 3), "x", _ -> {}), 9))
                .isEmpty();
    }

    @Test
    void halfACharacterAtTheEndIsLocated() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        ByteArrayInputStream cut = new ByteArrayInputStream(bytes, 0, bytes.length - 3);

        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> read(new Utf8Reader(cut, "x", _ -> {}), 7))
                .withMessage("x: expected text in UTF-8, found other bytes at byte " + (bytes.length - 5));
    }
}
