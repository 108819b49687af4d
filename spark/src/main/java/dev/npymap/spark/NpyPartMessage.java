package dev.npymap.spark;

import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** What a task tells the driver when its part is complete. No record: Spark may send it by Kryo, which cannot make those. */
final class NpyPartMessage implements WriterCommitMessage {
    /** Of a task without rows. */
    static final NpyPartMessage NONE = new NpyPartMessage("");

    private static final long serialVersionUID = 1;

    private final String file;

    /** @param file the name of its file; empty for a task without rows, which makes none */
    NpyPartMessage(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }
}
