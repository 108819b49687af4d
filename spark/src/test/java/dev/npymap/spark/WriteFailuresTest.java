package dev.npymap.spark;

import static dev.npymap.spark.Folders.longs;
import static dev.npymap.spark.Folders.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts that fail, are aborted, speculative or killed leave nothing that a reader sees. */
class WriteFailuresTest extends SparkTest {
    private static final StructType VALUE = new StructType().add("value", DataTypes.LongType, false);

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = temporary.resolve("parts");
    }

    /** A million rows in four tasks, of which some attempts of the third throw when they have written most of theirs. */
    private static Dataset<Row> failing(int attempts) {
        MapPartitionsFunction<Long, Long> task = rows -> new Iterator<>() {
            private long count;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Long next() {
                TaskContext context = TaskContext.get();
                if (context.partitionId() == 2 && context.attemptNumber() < attempts && ++count == 240_000) {
                    throw new IllegalStateException("attempt " + context.attemptNumber() + " fails");
                }
                return rows.next();
            }
        };
        return SPARK.range(0, 1_000_000, 1, 4)
                .mapPartitions(task, Encoders.LONG())
                .toDF("value");
    }

    @Test
    void afterAttemptsThatThrewTheResultIsTheSame() throws IOException {
        failing(2).write().format("npy").save(folder.toString());

        assertThat(longs(folder)).isEqualTo(LongStream.range(0, 1_000_000).toArray());
        assertThat(names(folder)).hasSize(5);
    }

    @Test
    void aWriteThatFailsLeavesNothing() throws IOException {
        assertThatThrownBy(() -> failing(4).write().format("npy").save(folder.toString()))
                .hasStackTraceContaining("attempt 3 fails");

        assertThat(folder).doesNotExist();
    }

    @Test
    void aWriteThatFailsLeavesWhatWasThere() throws IOException {
        SPARK.range(0, 5, 1, 1).toDF("value").write().format("npy").save(folder.toString());
        List<String> before = names(folder);

        for (String mode : List.of("append", "overwrite")) {
            assertThatThrownBy(() -> failing(4).write().format("npy").mode(mode).save(folder.toString()))
                    .hasStackTraceContaining("attempt 3 fails");
            assertThat(names(folder)).isEqualTo(before);
            assertThat(longs(folder)).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void namesOfPartsHaveTheSameDigitsInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(PartNames.of(7, new UUID(0, 1), 12))
                    .isEqualTo("part-00007-00000000-0000-0000-0000-000000000001-12.npy")
                    .matches(PartNames::isPart);
        } finally {
            Locale.setDefault(before);
        }
    }

    /** As one that is not ASCII, where the locale knows no other characters. */
    @Test
    void theNameOfAnotherFileMayBeNoPathHere() {
        assertThat(PartNames.isPart(".\0.npy.npymap-lock")).isFalse();
    }

    private NpyBatchWrite write(WriteMode mode) {
        return new NpyBatchWrite(folder, VALUE, WriteOptions.of(Map.of()), mode);
    }

    private static DataWriter<InternalRow> attempt(DataWriterFactory factory, int partition, long task, long value)
            throws IOException {
        DataWriter<InternalRow> writer = factory.createWriter(partition, task);
        writer.write(new GenericInternalRow(new Object[] {value}));
        return writer;
    }

    @Test
    void ofTwoAttemptsAtOnceTheOneThatIsCommittedCounts() throws IOException {
        NpyBatchWrite write = write(WriteMode.CREATE);
        DataWriterFactory factory = write.createBatchWriterFactory(() -> 1);
        DataWriter<InternalRow> first = attempt(factory, 0, 10, 1);
        DataWriter<InternalRow> speculative = attempt(factory, 0, 11, 2);

        WriterCommitMessage committed = speculative.commit();
        speculative.close();
        first.abort();
        first.close();
        write.commit(new WriterCommitMessage[] {committed});

        assertThat(longs(folder)).containsExactly(2);
        assertThat(names(folder)).hasSize(2);
    }

    /** The message of a commit may be lost with its executor; another attempt is committed then. */
    @Test
    void filesOfAttemptsThatNobodyKnowsAreSwept() throws IOException {
        NpyBatchWrite write = write(WriteMode.CREATE);
        DataWriterFactory factory = write.createBatchWriterFactory(() -> 1);
        attempt(factory, 0, 10, 1).commit();
        DataWriter<InternalRow> killed = factory.createWriter(0, 11);
        for (long i = 0; i < 300_000; i++) {
            killed.write(new GenericInternalRow(new Object[] {i}));
        }
        assertThat(names(folder)).hasSize(2);

        WriterCommitMessage committed = attempt(factory, 0, 12, 3).commit();
        write.commit(new WriterCommitMessage[] {committed});

        assertThat(longs(folder)).containsExactly(3);
        assertThat(names(folder)).hasSize(2);
        killed.close();
    }

    /** An attempt that Spark has given up may go on writing for a while. */
    @Test
    void anAttemptThatEndsAfterTheCommitChangesNothing() throws IOException {
        NpyBatchWrite write = write(WriteMode.CREATE);
        DataWriterFactory factory = write.createBatchWriterFactory(() -> 1);
        DataWriter<InternalRow> late = attempt(factory, 0, 10, 1);
        write.commit(new WriterCommitMessage[] {attempt(factory, 0, 11, 2).commit()});

        late.commit();
        assertThat(longs(folder)).containsExactly(2);

        late.abort();
        assertThat(names(folder)).hasSize(2);
    }

    @Test
    void whatADriverLeftThatWasKilledIsSweptByTheNextOverwriteAndNotByAnAppend() throws IOException {
        NpyBatchWrite killed = write(WriteMode.CREATE);
        DataWriterFactory factory = killed.createBatchWriterFactory(() -> 2);
        attempt(factory, 0, 1, 1).commit();
        Files.writeString(folder.resolve(".part-00000-" + UUID.randomUUID() + "-7.npy.npymap-part"), "half");
        Files.writeString(folder.resolve("part-00000-mine.npy"), "mine");

        NpyBatchWrite append = write(WriteMode.APPEND);
        append.commit(new WriterCommitMessage[] {
            attempt(append.createBatchWriterFactory(() -> 1), 0, 1, 2).commit()
        });
        assertThat(longs(folder)).containsExactly(2);
        assertThat(names(folder)).hasSize(5);

        NpyBatchWrite overwrite = write(WriteMode.OVERWRITE);
        overwrite.commit(new WriterCommitMessage[] {
            attempt(overwrite.createBatchWriterFactory(() -> 1), 0, 1, 3).commit()
        });
        assertThat(longs(folder)).containsExactly(3);
        assertThat(names(folder)).hasSize(3).contains("part-00000-mine.npy");
    }

    /** The append is replaced, or follows the new row, or finds that its file was deleted; no file is listed that is not there. */
    @Test
    void anAppendAtTheTimeOfAnOverwriteIsWholeOrFails() throws Exception {
        for (int round = 0; round < 30; round++) {
            NpyBatchWrite overwrite = write(WriteMode.OVERWRITE);
            WriterCommitMessage replacing = attempt(overwrite.createBatchWriterFactory(() -> 1), 0, 1, 1)
                    .commit();
            NpyBatchWrite append = write(WriteMode.APPEND);
            WriterCommitMessage appended =
                    attempt(append.createBatchWriterFactory(() -> 1), 0, 1, 2).commit();
            FutureTask<Void> appender =
                    new FutureTask<>(() -> append.commit(new WriterCommitMessage[] {appended}), null);

            Thread.ofPlatform().start(appender);
            overwrite.commit(new WriterCommitMessage[] {replacing});

            try {
                appender.get();
            } catch (ExecutionException e) {
                assertThat(e)
                        .hasMessageEndingWith(
                                "or it was deleted since, as an overwrite deletes what is not listed yet");
            }
            assertThat(Arrays.toString(longs(folder))).isIn("[1]", "[1, 2]");
        }
    }

    @Test
    void anAbortAfterTheManifestWasWrittenLeavesWhatItLists() throws IOException {
        NpyBatchWrite write = write(WriteMode.CREATE);
        WriterCommitMessage[] messages = {
            attempt(write.createBatchWriterFactory(() -> 1), 0, 1, 2).commit()
        };
        write.commit(messages);

        write.abort(messages);

        assertThat(longs(folder)).containsExactly(2);
    }

    @Test
    void anAbortDeletesWhatWasCommittedByTasks() throws IOException {
        NpyBatchWrite write = write(WriteMode.CREATE);
        WriterCommitMessage message =
                attempt(write.createBatchWriterFactory(() -> 2), 0, 1, 2).commit();

        write.abort(new WriterCommitMessage[] {message, null});

        assertThat(folder).doesNotExist();
    }

    @Test
    void anAbortThatRemovesTheEmptyFolderDoesNotFailAnotherWrite() throws IOException {
        NpyBatchWrite failing = write(WriteMode.APPEND);
        failing.createBatchWriterFactory(() -> 1);
        NpyBatchWrite other = write(WriteMode.APPEND);
        DataWriterFactory factory = other.createBatchWriterFactory(() -> 1);
        failing.abort(new WriterCommitMessage[] {null});
        assertThat(folder).doesNotExist();

        other.commit(new WriterCommitMessage[] {attempt(factory, 0, 1, 2).commit()});

        assertThat(longs(folder)).containsExactly(2);
    }

    @Test
    void ofTwoWritersThatCreateOneFolderOneSucceeds() throws IOException {
        NpyBatchWrite one = write(WriteMode.CREATE);
        NpyBatchWrite other = write(WriteMode.CREATE);
        WriterCommitMessage[] messages = {
            attempt(one.createBatchWriterFactory(() -> 1), 0, 1, 1).commit()
        };
        WriterCommitMessage[] others = {
            attempt(other.createBatchWriterFactory(() -> 1), 0, 1, 2).commit()
        };
        other.commit(others);

        assertThatThrownBy(() -> one.commit(messages)).hasMessageContaining("it exists, and is left as it is");
        one.abort(messages);

        assertThat(longs(folder)).containsExactly(2);
        assertThat(names(folder)).hasSize(2);
    }

    @Test
    void aFileThatTheDriverDoesNotSeeFailsTheWrite() throws IOException {
        NpyBatchWrite write = write(WriteMode.CREATE);
        WriterCommitMessage[] messages = {
            attempt(write.createBatchWriterFactory(() -> 1), 0, 1, 1).commit()
        };
        Path file = folder.resolve(names(folder).getFirst());
        Files.delete(file);

        assertThatThrownBy(() -> write.commit(messages))
                .hasMessageContaining(
                        "a task wrote it, and the driver does not see it: the folder must be on a file system that"
                                + " all machines mount at the same place; or it was deleted since, as an overwrite deletes"
                                + " what is not listed yet")
                .rootCause()
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(file.toString());
    }
}
