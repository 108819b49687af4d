package dev.npymap.spark;

import java.nio.file.Path;
import java.util.UUID;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What is sent to the executors.
 *
 * @param folder the absolute name of the folder
 * @param schema the schema of the rows
 * @param options the options of the write
 * @param write tells the files of this write from others'
 */
record NpyWriterFactory(String folder, StructType schema, WriteOptions options, UUID write)
        implements DataWriterFactory {
    @Override
    public DataWriter<InternalRow> createWriter(int partitionId, long taskId) {
        Path file = Path.of(folder).resolve(PartNames.of(partitionId, write, taskId));
        return new NpyDataWriter(file, RowLayout.of(schema, options), partitionId);
    }
}
