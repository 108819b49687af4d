/** Programs to run with {@code spark-submit}, and to learn from. */
package dev.npymap.spark.example;
