package dev.npymap.spark;

import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What a task tells the driver when its part is complete.
 *
 * @param file the name of its file; empty for a task without rows, which makes none
 */
record NpyPartMessage(String file) implements WriterCommitMessage {
    /** Of a task without rows. */
    static final NpyPartMessage NONE = new NpyPartMessage("");
}
