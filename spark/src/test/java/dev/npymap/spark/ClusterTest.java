package dev.npymap.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * A test with a Spark of two executors, JVMs of their own with a core and a heap of 1 GiB each, one for all classes. They get
 * npymap from its jars, as {@code --jars} gives it.
 */
abstract class ClusterTest {
    /** Where executors look for Spark. The environment variable is what its worker reads; the build sets it. */
    private static final Path HOME = Path.of(System.getenv("SPARK_HOME"));

    /** For the temporary files of executors: one that is killed leaves its own, among them native libraries. */
    private static final Path TEMPORARY = HOME.resolve("tmp");

    static final SparkSession CLUSTER = start();

    private static SparkSession start() {
        try {
            linkSpark();
            Files.createDirectories(TEMPORARY);
            // After Spark's own hooks, which stop the executors.
            ShutdownHookManager.get().addShutdownHook(ClusterTest::deleteWork, 1);
            String jars = String.join(
                    ",",
                    System.getProperty("npymap.core.jar"),
                    System.getProperty("npymap.spark.jar"),
                    testJar().toString());
            return SparkSession.builder()
                    .master(startCluster())
                    .config("spark.speculation", true)
                    // Longer than any task takes that nothing slows down.
                    .config("spark.speculation.minTaskRuntime", "2s")
                    .appName("npymap cluster tests")
                    // Whatever this machine calls itself, and whether that name leads anywhere.
                    .config("spark.driver.host", "localhost")
                    .config("spark.ui.enabled", false)
                    .config("spark.jars", jars)
                    .config("spark.executor.extraJavaOptions", "\"-Djava.io.tmpdir=" + TEMPORARY + '"')
                    .config("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"))
                    .config("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
                    .config("spark.sql.shuffle.partitions", 2)
                    .config("spark.sql.warehouse.dir", HOME.resolve("warehouse").toString())
                    .getOrCreate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@return the name of a master of two workers}
     *
     * <p>They have two names of this machine: Spark starts a speculative attempt on another host alone, and the workers of {@code
     * local-cluster} are on one. {@code Master} and {@code Worker} are Spark's internals, which another version may have changed.
     */
    private static String startCluster() {
        SparkConf conf = new SparkConf().set("spark.master.rest.enabled", "false");
        String master = Master.startRpcEnvAndEndpoint("localhost", 0, 0, conf)
                ._1()
                .address()
                .toSparkURL();
        for (String host : List.of("localhost", "127.0.0.1")) {
            Worker.startRpcEnvAndEndpoint(
                    host, 0, 0, 1, 1024, new String[] {master}, null, Option.empty(), conf, Option.empty());
        }
        return master;
    }

    /** The folders of the executors, each with a copy of all jars that were sent to it, and what the killed ones left. */
    private static void deleteWork() {
        try {
            JavaUtils.deleteRecursively(HOME.resolve("work").toFile());
            JavaUtils.deleteRecursively(TEMPORARY.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The jars of this JVM's class path, under {@code jars}, but for npymap's own; those of an earlier build are none of them. */
    private static void linkSpark() throws IOException {
        Path jars = Files.createDirectories(HOME.resolve("jars"));
        try (DirectoryStream<Path> old = Files.newDirectoryStream(jars)) {
            for (Path link : old) {
                Files.delete(link);
            }
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar") && !jar.getFileName().toString().startsWith("npymap")) {
                Path link = jars.resolve(jar.getFileName());
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, jar);
            }
        }
    }

    /** The classes of the tests, some of whose functions executors run. */
    private static Path testJar() throws IOException {
        Path classes = Path.of(System.getProperty("npymap.test.classes"));
        Path jar = HOME.resolve("tests.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            List<Path> files;
            try (Stream<Path> found = Files.walk(classes.resolve("dev"))) {
                files = found.filter(file -> file.toString().endsWith(".class")).toList();
            }
            for (Path file : files) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
        return jar;
    }

    static DataFrameReader npy() {
        return CLUSTER.read().format("npy");
    }
}
