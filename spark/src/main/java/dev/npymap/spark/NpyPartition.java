package dev.npymap.spark;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads: a share of a file, or several small files one after the other. */
record NpyPartition(List<FileRows> files) implements InputPartition {}
