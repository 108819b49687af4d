/** The data source {@code npy} for Apache Spark: {@code spark.read().format("npy").load(path)}. */
package dev.npymap.spark;
