package dev.npymap.cli;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.dtype.DType;
import dev.npymap.dtype.Shape;
import dev.npymap.format.FormatVersion;
import dev.npymap.format.NpyHeader;
import dev.npymap.parallel.SharedFill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code npymap create}: a file full of zeros. */
@Command(
        name = "create",
        description = {
            "Makes a file full of zeros, its space reserved on disk.",
            "An existing file is left as it is, and nobody ever sees half a file."
        })
final class CreateCommand implements Callable<Integer> {
    @Option(
            names = "--dtype",
            required = true,
            paramLabel = "DESCR",
            converter = DTypeConverter.class,
            description = {
                "What an element is, as NumPy says it:",
                "<f8, float64, M8[ns], [('id', '<i8'), ('pos', '<f4', (3,))]"
            })
    private DType dtype;

    @Option(
            names = "--shape",
            required = true,
            paramLabel = "N,M,...",
            converter = ShapeConverter.class,
            description = "The dimensions, as in 1000,3; () for a single element without dimensions.")
    private Shape shape;

    @Option(names = "--fortran", description = "Fortran order: the first index varies fastest.")
    private boolean fortran;

    @Option(
            names = "--sparse",
            description = "Reserve no space: the file's blocks are allocated when they are written.")
    private boolean sparse;

    @Option(
            names = "--shares",
            paramLabel = "N",
            description = {
                "Begin to fill it in N shares: make the ledger beside it, of which `npymap status` tells, and which workers in"
                        + " Python need."
            })
    private Integer shares;

    @Option(names = "--replace", description = "Replace an existing file, in one step.")
    private boolean replace;

    @Option(
            names = "--npy-version",
            paramLabel = "VERSION",
            converter = VersionConverter.class,
            description = "1.0, 2.0 or 3.0; by default the smallest that can hold the header.")
    private FormatVersion version;

    @Parameters(paramLabel = "FILE", description = "The file to make.")
    private Path file;

    @Spec
    private CommandSpec spec;

    private final Console console;

    CreateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        CreateOptions options = CreateOptions.defaults();
        options = fortran ? options.fortran() : options;
        options = sparse ? options.sparse() : options;
        options = replace ? options.replace() : options;
        options = version != null ? options.version(version) : options;
        if (shares != null && shares < 1) {
            throw new ParameterException(spec.commandLine(), "a file in " + shares + " shares");
        }
        NpyHeader header;
        try {
            header = Npy.allocate(file, dtype, shape, options);
        } catch (IllegalArgumentException e) {
            // Too large for any file, or for the version: the arguments are wrong, not the disk.
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (shares != null) {
            SharedFill.open(file, shares);
        }
        console.line(file + ": " + header.dtype() + ", shape " + header.shape() + ", " + header.fileSize() + " bytes"
                + Amount.inBrackets(header.fileSize()) + (shares == null ? "" : ", in " + shares + " shares"));
        return 0;
    }

    static final class DTypeConverter implements ITypeConverter<DType> {
        @Override
        public DType convert(String text) {
            try {
                return DType.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Takes {@code 1000,3} and what Python prints: {@code (1000, 3)}, {@code (1000,)}, {@code ()}. */
    static final class ShapeConverter implements ITypeConverter<Shape> {
        @Override
        public Shape convert(String text) {
            String dims = text.strip();
            if (dims.startsWith("(") && dims.endsWith(")")) {
                dims = dims.substring(1, dims.length() - 1).strip();
            }
            if (dims.isEmpty()) {
                return Shape.SCALAR;
            }
            if (dims.endsWith(",")) {
                dims = dims.substring(0, dims.length() - 1);
            }
            try {
                String[] parts = dims.split(",", -1);
                long[] lengths = new long[parts.length];
                for (int i = 0; i < parts.length; i++) {
                    lengths[i] = Long.parseLong(parts[i].strip());
                }
                return Shape.of(lengths);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no shape such as 1000,3");
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class VersionConverter implements ITypeConverter<FormatVersion> {
        @Override
        public FormatVersion convert(String text) {
            for (FormatVersion version : FormatVersion.values()) {
                if (version.toString().equals(text)) {
                    return version;
                }
            }
            throw new TypeConversionException("'" + text + "' is none of 1.0, 2.0 and 3.0");
        }
    }
}
