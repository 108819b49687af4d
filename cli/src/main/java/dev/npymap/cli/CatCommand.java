package dev.npymap.cli;

import dev.npymap.MapAdvice;
import dev.npymap.NpyArray;
import dev.npymap.Window;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.dtype.StructType;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code npymap cat}: the rows of a file as text. */
@Command(
        name = "cat",
        description = {
            "Prints the rows of a file, one a line: in C order along the first axis, in Fortran order along the last.",
            "",
            "json: one JSON value a line. A struct is an object, further axes are nested lists, a complex number is [re, im]."
                    + " Floats have the fewest digits that read back the same in their own width; those that are not finite are"
                    + " \"NaN\", \"Infinity\", \"-Infinity\". A datetime64 is NumPy's text, a timedelta64 its count, or \"NaT\"."
                    + " S is Latin-1 text and U text, both without NULs at the end, V hexadecimal digits.",
            "",
            "csv: a line of names, then the same values: pos.x for a nested field, m[0,1] for an item of a sub-array, [0,1] for"
                    + " an element of the row, value for a plain one, z.re and z.im for a complex number."
        })
final class CatCommand implements Callable<Integer> {
    /** How rows are written. */
    enum Format {
        JSON,
        CSV
    }

    @Option(names = "--format", paramLabel = "json|csv", defaultValue = "json", description = "By default json.")
    private Format format;

    @ArgGroup
    private PartOption part = new PartOption();

    @Option(
            names = "--fields",
            paramLabel = "a,b.c",
            description = "Only these fields, each under the path that is given: id, pos.x, m[0,1].")
    private List<String> fields = List.of();

    @Parameters(paramLabel = "FILE", description = ArrayFile.ONE)
    private ArrayFile file;

    @Spec
    private CommandSpec spec;

    private final Console console;

    CatCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return console.forEach(List.of(file), this::print);
    }

    private void print(ArrayFile file) throws IOException {
        NpyHeader header = file.readHeader();
        Window window = part.window(header, file, spec.commandLine());
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = file.map(console, window, arena);
            array.advise(MapAdvice.SEQUENTIAL);
            RowPart element = element(array);
            if (header.shape().rank() == 0) {
                print(element, array.baseOffset(), 0, 1, 0);
            } else {
                int axis = array.header().order().rowAxis(array.shape().rank());
                RowPart row = RowPart.items(element, without(array.shape(), axis), without(array.strides(), axis));
                print(row, array.baseOffset(), array.strides()[axis], array.rows(), array.firstRow());
            }
        }
    }

    private RowPart element(NpyArray array) {
        DType dtype = array.dtype();
        if (fields.isEmpty()) {
            return RowPart.of(dtype, array.segment());
        }
        try {
            List<String> paths = new ArrayList<>();
            for (String field : fields) {
                // A name may hold a comma.
                boolean isName = dtype instanceof StructType struct
                        && struct.field(field).isPresent();
                paths.addAll(isName ? List.of(field) : List.of(field.split(",(?![^\\[]*\\])", -1)));
            }
            return RowPart.of(dtype, paths, array.segment());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage(), e);
        }
    }

    private void print(RowPart row, long base, long stride, long rows, long first) throws IOException {
        try (RowWriter out =
                format == Format.CSV ? new CsvRows(row, console.out()) : new JsonRows(row, console.out())) {
            for (long i = 0; i < rows; i++) {
                try {
                    out.write(base + i * stride);
                } catch (NotTextException e) {
                    throw Problem.with(file, "row " + (first + i) + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static Shape without(Shape shape, int axis) {
        return Shape.of(without(shape.toArray(), axis));
    }

    private static long[] without(long[] values, int axis) {
        long[] others = new long[values.length - 1];
        System.arraycopy(values, 0, others, 0, axis);
        System.arraycopy(values, axis + 1, others, axis, others.length - axis);
        return others;
    }
}
