package dev.npymap.cli;

import dev.npymap.MapAdvice;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code npymap stats}: how large the numbers of an array are. */
@Command(
        name = "stats",
        description = {
            "Tells of the numbers in arrays, on all processors: how many there are, how many of these are NaN, and of the"
                    + " others the least, the greatest, the mean, and the standard deviation of the population. Of a struct"
                    + " each field of numbers has a block of its own.",
            "",
            "Numbers have 17 significant digits and a decimal point, but the least and the greatest of integers all of their"
                    + " digits. The digits do not depend on the number of processors. An infinity makes the mean infinite or NaN,"
                    + " and the deviation NaN; without numbers all are NaN.",
            "",
            "A bool counts as 0 or 1. Of a longdouble the nearest double is taken. Of datetime64 there are the least and the"
                    + " greatest, as NumPy's text, and of timedelta64 all, as counts of the unit; NaT is NaN. Complex numbers"
                    + " have no order and so are refused."
        })
final class StatsCommand implements Callable<Integer> {
    @Option(
            names = "--field",
            paramLabel = "a.b",
            description = "Only this field: id, pos.x, m[0,1]. May be given several times.")
    private List<String> fields = List.of();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = ArrayFile.MANY)
    private List<ArrayFile> files;

    @Spec
    private CommandSpec spec;

    private final Console console;
    private boolean hasPrinted;

    StatsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return console.forEachArray(files, this::print);
    }

    private void print(ArrayFile file) throws IOException {
        // First the header: what has no numbers is not inflated.
        List<Column> columns = columns(file, file.readHeader().dtype());
        for (ColumnStats stats : read(file, columns)) {
            String text = file + StatsText.of(stats);
            console.line(hasPrinted ? "\n" + text : text);
            hasPrinted = true;
        }
    }

    private List<Column> columns(ArrayFile file, DType dtype) throws FileSystemException {
        if (fields.isEmpty()) {
            List<Column> columns = Column.of(dtype);
            if (columns.isEmpty()) {
                throw new FileSystemException(
                        file.toString(), null, "expected real numbers or dates, found elements of " + dtype);
            }
            return columns;
        }
        try {
            return fields.stream().map(path -> Column.of(dtype, path)).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage(), e);
        }
    }

    private List<ColumnStats> read(ArrayFile file, List<Column> columns) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            NpyArray array = file.map(console, Window.all(), arena);
            array.advise(MapAdvice.SEQUENTIAL);
            long bytes = array.header().payloadSize();
            try (ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
                    Progress progress = Progress.ofBytes(console, "reading", bytes)) {
                try {
                    return ColumnStats.of(array, columns, pool, progress);
                } finally {
                    // Where one thread has failed, the others need not go on.
                    pool.shutdownNow();
                }
            }
        }
    }
}
