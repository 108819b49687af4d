package dev.npymap.benchmarks.report;

import java.util.List;
import java.util.Set;

/** What the suite asks about Spark. */
final class SparkQuestions {
    static final Question SCAN = new Question(
            "spark-scan",
            "SparkScanBenchmark",
            "Spark: aggregates of a column",
            "From the page cache, by Spark with `local[2]`, a heap of 3 GB and otherwise its defaults, in a process that has"
                    + " answered 43 such queries before, 40 of them of a million rows in as many tasks; planning is in the time. npymap is"
                    + " `spark.read().format(\"npy\")`. The RDD has a task for each 128 MiB, which maps its share and goes"
                    + " through an accessor; the loop does so with the whole file on one thread, without Spark. Parquet is"
                    + " what Spark made of the same column, of whose values snappy makes no less. A field is one `<f8` of a"
                    + " packed struct of 24 bytes. The four aggregates are count, sum, min and max in one query. They are pushed down: npymap's"
                    + " tasks, eight, compute them without Spark's rows. A sum of squares cannot be, and shows what a row"
                    + " costs, in as many tasks as the RDD's. The `.npy` files were written with `MapAdvice.FILL`.",
            Question.tasks(
                    "sum", "sum of a plain `f8` array",
                    "four", "four aggregates of a plain `f8` array",
                    "squares", "sum of squares of a plain `f8` array",
                    "fieldSum", "sum of one field",
                    "fieldFour", "four aggregates of one field",
                    "fieldSquares", "sum of squares of one field"),
            List.of("loop"),
            List.of(
                    Must.ratio(
                            "scan and sum on 2 cores, 4 GB: >= 1.0 x the loop of one thread",
                            Set.of("sum"),
                            "npymap",
                            "loop",
                            1),
                    Must.ratio(
                            "scan and sum, 4 GB: >= 4 x Parquet with snappy (time <= 0.25 x)",
                            Set.of("sum"),
                            "npymap",
                            "parquetSnappy",
                            0.25),
                    stridedBesideDense(
                            "a strided field as fast as a dense array, by the row, within 1.4 x", "fieldSum", "sum"),
                    stridedBesideDense("the same of four aggregates", "fieldFour", "four"),
                    stridedBesideDense("the same where Spark takes each row", "fieldSquares", "squares")));

    static final Question WRITE = new Question(
            "spark-write",
            "SparkWriteBenchmark",
            "Spark: write of a column",
            "Two tasks compute a third of their rows' numbers, which snappy makes smaller, and write them to a new folder, in a"
                    + " process that has done so three times. npymap is"
                    + " `df.write().format(\"npy\")`, which has every part on the disk before the manifest tells of it;"
                    + " Parquet leaves that to the kernel.",
            Question.tasks("write", "write a new folder"),
            List.of("parquetPlain"),
            List.of(Must.ratio(
                    "write of 400 MB of doubles: >= 1.2 x Parquet, uncompressed (time <= 0.833 x)",
                    Set.of("write"),
                    "npymap",
                    "parquetPlain",
                    1 / 1.2)));

    private SparkQuestions() {}

    private static Must stridedBesideDense(String text, String strided, String dense) {
        return Must.ratio(text, Set.of(strided), "npymap", "npymap", 1.4).beside(dense);
    }
}
