package dev.npymap.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The npymap command. */
@Command(
        name = "npymap",
        description = "Looks at NumPy .npy files, makes and converts them, and shows how many processes fill one.",
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:A file or the disk is wrong; standard error has a line with the path.",
            "2:The command was called wrongly."
        })
@SuppressWarnings("UnusedVariable") // the options without a reader are read by picocli
public final class Main implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    private final Console console;

    private Main(Console console) {
        this.console = console;
    }

    /** Called without a command, it tells of them. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.err());
        return CommandLine.ExitCode.USAGE;
    }

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(args, Console.system()));
    }

    /** {@return the exit code} */
    static int run(String[] args, Console console) {
        // Not straight to standard output: a PrintWriter swallows errors.
        StringWriter help = new StringWriter();
        CommandLine line = new CommandLine(new Main(console))
                .addSubcommand(new InfoCommand(console))
                .addSubcommand(new CatCommand(console))
                .addSubcommand(new DigestCommand(console))
                .addSubcommand(new StatsCommand(console))
                .addSubcommand(new CreateCommand(console))
                .addSubcommand(new ConvertCommand(console))
                .addSubcommand(new AppendCommand(console))
                .addSubcommand(new CompactCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new DemoWorker(console))
                .addSubcommand(new StartUp())
                .setOut(new PrintWriter(help))
                .registerConverter(Path.class, Main::path)
                .registerConverter(ArrayFile.class, ArrayFile::of)
                // A file may be called @this.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> usageError(e, console))
                .setExecutionExceptionHandler((e, _, _) -> failure(e, console));
        try {
            int exit = line.execute(args);
            console.out().write(help.toString().getBytes(StandardCharsets.UTF_8));
            console.out().flush();
            return exit;
        } catch (IOException e) {
            return failure(e, console);
        }
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            // Under LC_ALL=C, the JDK has no way to name what is not ASCII.
            throw new TypeConversionException("'" + text + "' has no name in this locale; try LC_ALL=C.UTF-8");
        }
    }

    private static int usageError(ParameterException e, Console console) {
        CommandLine line = e.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        // picocli begins some of its messages with that word, others not.
        console.message(name + ": " + e.getMessage().replaceFirst("^Error: ", ""));
        if (e instanceof UnmatchedArgumentException unmatched) {
            unmatched.getSuggestions().stream()
                    .limit(3)
                    .forEach(suggestion -> console.message("Did you mean " + suggestion + "?"));
        }
        console.message("Try '" + name + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failure(Exception e, Console console) {
        if (e instanceof OutputException output && output.isReaderGone()) {
            // As in `npymap cat FILE | head`: the reader has what it wanted.
            return CommandLine.ExitCode.OK;
        }
        console.problem(Problem.describe(e));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"npymap " + (version == null ? "(not run from its jar)" : version)};
        }
    }
}
