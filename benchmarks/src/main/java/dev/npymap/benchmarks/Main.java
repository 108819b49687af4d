package dev.npymap.benchmarks;

import dev.npymap.benchmarks.report.Question;
import dev.npymap.benchmarks.report.Questions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The suite's command line. */
@Command(
        name = "benchmarks",
        description =
                "Measures npymap beside arrays, VarHandles, bare channels, NumPy and Spark's Parquet, and writes a report.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "JMH itself: benchmarks jmh ARGUMENT... (benchmarks jmh -h lists them).",
        })
public final class Main {
    private static final String JMH = "jmh";

    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the command line
     * @throws IOException if JMH fails, called directly
     */
    public static void main(String[] args) throws IOException {
        // Not a command of picocli's: JMH's arguments are its own.
        if (args.length > 0 && args[0].equals(JMH)) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Command(
            name = "quick",
            description = "Runs everything but what is about Spark, in some 10 minutes: for a look, not to judge by.",
            mixinStandardHelpOptions = true)
    int quick(
            @Option(names = "--output", paramLabel = "FOLDER", description = Help.OUTPUT) Path output,
            @Option(
                            names = "--python",
                            paramLabel = "COMMAND",
                            description = Help.PYTHON,
                            defaultValue = Help.PYTHON_DEFAULT)
                    String python,
            @Parameters(paramLabel = "QUESTION", description = Help.QUESTION, arity = "0..*") List<String> questions)
            throws IOException, RunnerException, InterruptedException {
        return run(SuiteProfile.QUICK, output, python, questions);
    }

    @Command(
            name = "full",
            description =
                    "Runs everything thoroughly. It takes most of an hour, and 30 GB in the folder for temporary files.",
            mixinStandardHelpOptions = true)
    int full(
            @Option(names = "--output", paramLabel = "FOLDER", description = Help.OUTPUT) Path output,
            @Option(
                            names = "--python",
                            paramLabel = "COMMAND",
                            description = Help.PYTHON,
                            defaultValue = Help.PYTHON_DEFAULT)
                    String python,
            @Parameters(paramLabel = "QUESTION", description = Help.QUESTION, arity = "0..*") List<String> questions)
            throws IOException, RunnerException, InterruptedException {
        return run(SuiteProfile.FULL, output, python, questions);
    }

    @Command(
            name = "report",
            description = "Writes the report of the last run again, with the notes as they are now.",
            mixinStandardHelpOptions = true)
    int report(
            @Option(names = "--output", paramLabel = "FOLDER", description = Help.OUTPUT) Path output,
            @Parameters(paramLabel = "PROFILE", description = "quick or full.") SuiteProfile profile)
            throws IOException {
        Suite.report(outputs(output), Suite.name(profile));
        return CommandLine.ExitCode.OK;
    }

    private int run(SuiteProfile profile, Path output, String python, List<String> ids)
            throws IOException, RunnerException, InterruptedException {
        new Suite(profile, outputs(output), questions(profile, ids)).run(python);
        return CommandLine.ExitCode.OK;
    }

    private static Outputs outputs(Path output) {
        return output == null ? Outputs.standard() : Outputs.standard().in(output);
    }

    private List<Question> questions(SuiteProfile profile, List<String> ids) {
        if (ids == null || ids.isEmpty()) {
            return profile.questions();
        }
        List<Question> asked = new ArrayList<>();
        for (String id : ids) {
            asked.add(Questions.all().stream()
                    .filter(q -> q.id().equals(id.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "no question '" + id + "'; there are " + Help.ids())));
        }
        return asked;
    }

    /** What the commands' options say. */
    private static final class Help {
        static final String OUTPUT =
                "Where all files go; else benchmarks/results, and the table to benchmarks/RESULTS.md.";
        static final String PYTHON = "A Python with NumPy; else the environment's NPYMAP_PYTHON, else python3.";
        static final String PYTHON_DEFAULT = "${env:NPYMAP_PYTHON:-python3}";
        static final String QUESTION = "Only these questions, by the ids in the report.";

        private Help() {}

        static List<String> ids() {
            return Questions.all().stream().map(Question::id).toList();
        }
    }
}
