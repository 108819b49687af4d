package dev.npymap.cli;

import dev.npymap.CreateOptions;
import dev.npymap.Npy;
import dev.npymap.NpyArray;
import dev.npymap.Npz;
import dev.npymap.NpzOptions;
import dev.npymap.dtype.DType;
import dev.npymap.format.MemoryOrder;
import dev.npymap.format.NpyHeader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code npymap convert}: arrays and CSV files to .npy files and .npz archives. */
@Command(
        name = "convert",
        description = {
            "Writes arrays to new files, in another form where options say so.",
            "",
            "  convert a.npy b.npy             one array, to a file of its own",
            "  convert a.npy f.npz::x c.npz    any number, to an archive of a and x",
            "  convert a.npy c.npz::y          to an archive, under another name",
            "  convert c.npz a.npy FOLDER      to FOLDER/NAME.npy each; FOLDER exists",
            "  convert --dtype f8 t.csv b.npy  a CSV file; - is standard input",
            "",
            "Each file appears whole or not at all, and none that exists is changed unless --replace says so. An array is never"
                    + " added to an archive that exists: convert f.npz a.npy g.npz makes one that has the arrays of both,"
                    + " and the members of f.npz that are no arrays as they are. An archive is not replaced by one that is made of"
                    + " it and has less.",
            "",
            "CSV: with a struct for the --dtype a cell is a field, or an item of a sub-array, in the order of the dtype, or as"
                    + " --header names them; else all columns are elements of a row, and the array has two dimensions where there"
                    + " are several. A complex number takes two cells, as cat writes it, or one, as Python does: 1+2j, (1-2.5j)."
                    + " Which of them, the names tell, or the number of columns, or a j in the first row."
                    + " Cells are read as cat writes them: numbers as NumPy reads them, booleans true, false, 1 or 0, dates as"
                    + " 2026-01-31T12:00:00 or a part of it, timedeltas as counts, V"
                    + " as hexadecimal digits. Cells may stand in double quotes; an empty line is none."
        })
final class ConvertCommand implements Callable<Integer> {
    /** How an array lies. */
    enum Order {
        C(MemoryOrder.C),
        F(MemoryOrder.FORTRAN);

        private final MemoryOrder order;

        Order(MemoryOrder order) {
            this.order = order;
        }
    }

    /** Which byte of a number comes first. */
    enum Bytes {
        LITTLE(ByteOrder.LITTLE_ENDIAN),
        BIG(ByteOrder.BIG_ENDIAN);

        private final ByteOrder order;

        Bytes(ByteOrder order) {
            this.order = order;
        }
    }

    @Option(
            names = "--dtype",
            paramLabel = "DESCR",
            converter = CreateCommand.DTypeConverter.class,
            description =
                    "What an element is, as NumPy says it: that of a CSV file, or what it shall be in OUT, where byte order"
                            + " and padding may differ from IN's.")
    private DType dtype;

    @Option(
            names = "--cast",
            description = "Convert numbers to the --dtype as NumPy's astype does, which may lose digits.")
    private boolean cast;

    @Option(
            names = "--byte-order",
            paramLabel = "little|big",
            description = "The byte order of OUT; by default that of IN.")
    private Bytes byteOrder;

    @Option(names = "--order", paramLabel = "C|F", description = "The memory order of OUT; by default that of IN.")
    private Order order;

    @ArgGroup
    private PartOption part = new PartOption();

    @Option(names = "--replace", description = "Replace an existing file, in one step, with all that is in it.")
    private boolean replace;

    @Option(names = "--deflate", description = "Compress the arrays of an archive; they cannot be mapped then.")
    private boolean deflate;

    @Mixin
    private CsvOptions csv = new CsvOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "IN... OUT",
            hideParamSyntax = true,
            description = {"IN: " + ConvertInput.DESCRIPTION, "OUT: an .npz archive, a folder, or else an .npy file."})
    private List<String> arguments;

    @Spec
    private CommandSpec spec;

    private final Console console;

    ConvertCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return console.forEach(List.of(arguments.getLast()), this::convert);
    }

    private void convert(String out) throws IOException {
        if (arguments.size() < 2) {
            throw usage("Missing required parameter: 'OUT'");
        }
        if (cast && dtype == null) {
            throw usage("--cast needs a --dtype");
        }
        ConvertTarget target = ConvertTarget.of(out);
        List<ConvertInput> inputs = new ArrayList<>();
        List<ArrayFile> others = new ArrayList<>();
        for (String argument : arguments.subList(0, arguments.size() - 1)) {
            inputs.addAll(ConvertInput.of(argument));
            others.addAll(ConvertInput.others(argument));
        }
        for (ConvertInput input : inputs) {
            if (input.array().isEmpty() && dtype == null) {
                throw usage(
                        input
                                + " is neither an .npy file nor an .npz archive: if it is a CSV file, --dtype tells what it holds");
            }
        }
        if (target.kind() != ConvertTarget.Kind.ARCHIVE && deflate) {
            throw usage("--deflate is for an .npz archive");
        }
        switch (target.kind()) {
            case FILE -> writeFile(inputs, target.path());
            case ARCHIVE -> writeArchive(inputs, others, target);
            case FOLDER -> writeFolder(inputs, others, target.path());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void writeFile(List<ConvertInput> inputs, Path file) throws IOException {
        if (file.toString().endsWith(".csv") || file.toString().endsWith(".tsv")) {
            throw usage(file + " would be an .npy file; `npymap cat --format csv` writes CSV");
        }
        if (inputs.size() != 1) {
            throw usage(file + " is to be one array, and " + inputs.size()
                    + " are given: several go to an .npz archive, or to a folder that exists");
        }
        checkKept(inputs, List.of(), file);
        write(inputs.getFirst(), file);
    }

    private void checkKept(List<ConvertInput> inputs, Collection<ArrayFile> copied, Path out) throws IOException {
        if (replace) {
            Members.checkKept(
                    Stream.concat(inputs.stream().flatMap(input -> input.array().stream()), copied.stream()), out);
        }
    }

    private void writeFolder(List<ConvertInput> inputs, List<ArrayFile> others, Path folder) throws IOException {
        Map<Path, ConvertInput> files = new LinkedHashMap<>();
        for (ConvertInput input : inputs) {
            Path file = within(folder, input);
            ConvertInput other = files.put(file, input);
            if (other != null) {
                throw new FileSystemException(input.toString(), null, other + " is to be " + file + " too");
            }
        }
        Set<String> otherNames = others.stream().map(ArrayFile::toString).collect(Collectors.toSet());
        for (Map.Entry<Path, ConvertInput> file : files.entrySet()) {
            String array = file.getValue().toString();
            String other = withoutSuffix(array);
            if (!other.equals(array) && otherNames.contains(other)) {
                throw new FileSystemException(
                        array,
                        null,
                        "it would be " + file.getKey() + ", and so would " + other + ": name the one that is meant");
            }
        }
        for (Path file : files.keySet()) {
            if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(
                        file.toString(), null, "it exists, and is left as it is; nothing was written");
            }
        }
        for (Map.Entry<Path, ConvertInput> file : files.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            write(file.getValue(), file.getKey());
        }
    }

    /** An archive of a stranger's may name what it likes. */
    private Path within(Path folder, ConvertInput input) throws FileSystemException {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path file = root.resolve(fileName(input)).normalize();
            if (file.startsWith(root)) {
                return folder.resolve(root.relativize(file));
            }
        } catch (InvalidPathException e) {
            throw Problem.with(input, "its name is none that a file can have", e);
        }
        throw new FileSystemException(input.toString(), null, "its name leads out of the folder " + folder);
    }

    /** An array of an archive is named with the suffix where another member has the name without it. */
    private String fileName(ConvertInput input) {
        String name = name(input);
        return input.isMember() && name.endsWith(ArrayFile.SUFFIX) ? name : name + ArrayFile.SUFFIX;
    }

    private static String withoutSuffix(String name) {
        return name.endsWith(ArrayFile.SUFFIX) ? name.substring(0, name.length() - ArrayFile.SUFFIX.length()) : name;
    }

    private String name(ConvertInput input) {
        return input.name()
                .orElseThrow(() -> usage(input + " has no name for an array: name it, as in FILE.npz::NAME"));
    }

    private void write(ConvertInput input, Path file) throws IOException {
        CreateOptions options = replace ? CreateOptions.defaults().replace() : CreateOptions.defaults();
        NpyHeader header;
        if (input.array().isEmpty() && part.isAll() && order != Order.F) {
            header = input.readCsv(
                    console,
                    ordered(dtype),
                    Optional.empty(),
                    csv,
                    rows -> Npy.saveRows(file, ordered(dtype), rows.rowShape(), options, rows));
        } else {
            header = use(input, (array, target) -> {
                CreateOptions all = order(array) == MemoryOrder.FORTRAN ? options.fortran() : options;
                try (Progress progress = progress(array, target, file)) {
                    return Npy.saveCast(file, array, target, all, progress);
                }
            });
        }
        report(file.toString(), header);
    }

    private void writeArchive(List<ConvertInput> inputs, List<ArrayFile> others, ConvertTarget target)
            throws IOException {
        Path file = target.path();
        if (target.member().isPresent()) {
            if (inputs.size() != 1) {
                throw usage(arguments.getLast() + " is to be one array, and " + inputs.size() + " are given");
            }
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(
                        file.toString(),
                        null,
                        "it exists, and is left as it is: `npymap convert " + file
                                + " IN NEW.npz` makes another archive, with its arrays and IN");
            }
        }
        Map<String, ConvertInput> names = new LinkedHashMap<>();
        for (ConvertInput input : inputs) {
            String name = target.member().orElseGet(() -> name(input));
            ConvertInput other = names.put(name, input);
            if (other != null) {
                throw new FileSystemException(input.toString(), null, other + " is to be the array '" + name + "' too");
            }
        }
        Collection<ArrayFile> copied = target.member().isPresent() ? List.of() : Members.once(others);
        checkKept(inputs, copied, file);
        Set<String> otherNames =
                copied.stream().map(other -> other.member().orElseThrow()).collect(Collectors.toSet());
        NpzOptions options = deflate ? NpzOptions.defaults().deflate() : NpzOptions.defaults();
        Map<String, NpyHeader> written = new LinkedHashMap<>();
        Npz.write(file, replace ? options.replace() : options, out -> {
            for (Map.Entry<String, ConvertInput> entry : names.entrySet()) {
                String name = entry.getKey();
                // By its own name another member would be found.
                String shown = file + ArrayFile.SEPARATOR + name + (otherNames.contains(name) ? ArrayFile.SUFFIX : "");
                NpyHeader header = use(entry.getValue(), (array, dtype) -> {
                    try (Progress progress = progress(array, dtype, shown)) {
                        out.addCast(name, array, dtype, order(array), progress);
                    }
                    return NpyHeader.of(dtype, order(array), array.shape());
                });
                written.put(shown, header);
            }
            for (ArrayFile other : copied) {
                other.copyTo(out);
            }
        });
        for (Map.Entry<String, NpyHeader> entry : written.entrySet()) {
            report(entry.getKey(), entry.getValue());
        }
        for (ArrayFile other : copied) {
            console.line(file + ArrayFile.SEPARATOR + other.member().orElseThrow() + ": copied as it is");
        }
    }

    /** What is done with an array, and what its elements are to be. */
    @FunctionalInterface
    private interface Use {
        NpyHeader of(NpyArray array, DType target) throws IOException;
    }

    private NpyHeader use(ConvertInput input, Use use) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            NpyArray array = map(input, arena);
            return use.of(array, target(input, array));
        } catch (InternalError e) {
            // Not about OUT: another process shortens the input.
            throw Problem.with(input, Problem.describe(e), e);
        } catch (IllegalArgumentException e) {
            // A name that no archive takes, or a file that would be too large.
            throw Problem.with(input, e.getMessage(), e);
        }
    }

    /** {@return the part of an input that was asked for} */
    private NpyArray map(ConvertInput input, Arena arena) throws IOException {
        if (input.array().isPresent()) {
            ArrayFile file = input.array().get();
            return input.map(console, part.window(file.readHeader(), file, spec.commandLine()), arena);
        }
        NpyArray rows = input.spool(console, ordered(dtype), csv, arena);
        return part.of(rows, input, spec.commandLine());
    }

    private DType ordered(DType dtype) {
        return byteOrder == null ? dtype : dtype.withOrder(byteOrder.order);
    }

    private MemoryOrder order(NpyArray array) {
        return order == null ? array.header().order() : order.order;
    }

    /** {@return what an element shall be, compared with what it is} */
    private DType target(ConvertInput input, NpyArray array) throws IOException {
        DType target = ordered(dtype == null ? array.dtype() : dtype);
        Optional<String> refusal = Conversion.refusal(array.dtype(), target, cast);
        if (refusal.isPresent()) {
            throw new FileSystemException(input.toString(), null, refusal.get());
        }
        return target;
    }

    private Progress progress(NpyArray array, DType target, Object file) {
        long bytes = array.shape().size() * target.itemSize();
        return Progress.ofBytes(console, "writing " + file, bytes);
    }

    private void report(String name, NpyHeader header) throws IOException {
        boolean isFortran = header.order() == MemoryOrder.FORTRAN;
        console.line(name + ": " + header.dtype() + ", shape " + header.shape() + (isFortran ? " in Fortran order" : "")
                + ", " + header.fileSize() + " bytes" + Amount.inBrackets(header.fileSize()));
    }
}
