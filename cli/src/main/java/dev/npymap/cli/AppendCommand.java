package dev.npymap.cli;

import dev.npymap.Npy;
import dev.npymap.NpyAppender;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.NpyFormatException;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code npymap append}: rows of other files, added to a file in place. */
@Command(
        name = "append",
        description = {
            "Adds rows to an .npy file, in place: those that are there do not move, and readers keep what they have mapped.",
            "",
            "All rows of all sources become a part of the array at once, or none does. FILE must be in C order, and have a header"
                    + " with room for more digits, as those have that NumPy since 1.23 and npymap wrote; convert makes such a one of"
                    + " any other. The dtype of a source may differ from FILE's in byte order and padding; a CSV file is read as"
                    + " convert does, with FILE's dtype and as many columns as a row of it has."
        })
final class AppendCommand implements Callable<Integer> {
    /** After so many bytes the progress is told. */
    private static final long STEP = 64L << 20;

    @Mixin
    private CsvOptions csv = new CsvOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "The .npy file that grows.")
    private ArrayFile file;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "SOURCE", description = ConvertInput.DESCRIPTION)
    private List<String> sources;

    private final Console console;

    AppendCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return console.forEach(List.of(file), this::append);
    }

    private void append(ArrayFile file) throws IOException {
        if (file.member().isPresent() || file.isArchive()) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "an array of an archive cannot grow; `npymap convert` makes an .npy file of it");
        }
        List<ConvertInput> inputs = new ArrayList<>();
        for (String source : sources) {
            inputs.addAll(ConvertInput.of(source));
        }
        long rows;
        Shape shape;
        try (NpyAppender appender = open(file)) {
            long before = appender.shape().dim(0);
            boolean isComplete = false;
            try {
                for (ConvertInput input : inputs) {
                    append(appender, input);
                }
                isComplete = true;
            } finally {
                if (!isComplete) {
                    appender.discard();
                }
            }
            shape = appender.shape();
            rows = shape.dim(0) - before;
        }
        console.line(file + ": " + rows + (rows == 1 ? " row" : " rows") + " appended, shape " + shape);
    }

    private NpyAppender open(ArrayFile file) throws IOException {
        // Malformed files are told of here, without advice: convert cannot read them either.
        NpyHeader header = file.readHeader();
        try {
            return Npy.append(file.path());
        } catch (NpyFormatException e) {
            throw header.shape().rank() == 0 ? e : withAdvice(e);
        }
    }

    private void add(NpyAppender appender, NpyArray rows) throws IOException {
        try {
            appender.append(rows);
        } catch (NpyFormatException e) {
            throw withAdvice(e);
        }
    }

    private FileSystemException withAdvice(NpyFormatException e) {
        return Problem.with(
                file,
                Problem.withoutFile(e) + "; `npymap convert --order C " + file
                        + " ANOTHER.npy` writes another file of it, to which rows can be appended",
                e);
    }

    private void append(NpyAppender appender, ConvertInput input) throws IOException {
        if (input.array().isEmpty()) {
            input.readCsv(
                    console, appender.dtype(), Optional.of(appender.shape().inner()), csv, rows -> {
                        for (Optional<NpyArray> block = rows.next(); block.isPresent(); block = rows.next()) {
                            add(appender, block.get());
                        }
                        return null;
                    });
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            append(appender, input, input.map(console, Window.all(), arena));
        } catch (InternalError e) {
            throw Problem.with(input, Problem.describe(e), e);
        }
    }

    private void append(NpyAppender appender, ConvertInput input, NpyArray array) throws IOException {
        DType dtype = appender.dtype();
        Optional<String> refusal = Conversion.refusal(array.dtype(), dtype, false);
        if (refusal.isPresent()) {
            throw new FileSystemException(
                    input.toString(),
                    null,
                    "its dtype is " + array.dtype() + ", and that of " + file + " is " + dtype
                            + "; `npymap convert --cast --dtype` casts numbers");
        }
        Shape row = appender.shape().inner();
        if (array.shape().rank() == 0 || !array.shape().inner().equals(row)) {
            if (array.shape().equals(row)) {
                add(appender, array);
                return;
            }
            throw new FileSystemException(
                    input.toString(),
                    null,
                    "its shape is " + array.shape() + ", and that of " + file + " is " + appender.shape()
                            + ": expected rows of the shape " + row);
        }
        long rows = array.shape().dim(0);
        long step = Math.max(1, STEP / Math.max(1, row.size() * dtype.itemSize()));
        try (Progress progress = Progress.of(console, "appending " + input, rows)) {
            for (long at = 0; at < rows; at += step) {
                long end = Math.min(rows, at + step);
                add(appender, array.slice(0, at, end, 1));
                progress.accept(end);
            }
        }
    }
}
