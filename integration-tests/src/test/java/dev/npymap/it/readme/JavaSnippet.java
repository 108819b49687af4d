package dev.npymap.it.readme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Java code of a document: a whole file, or statements, which are put into a class with the imports that the document names.
 *
 * @param className the class to run
 * @param source the file's text
 */
record JavaSnippet(String className, String source) {
    private static final Pattern WHOLE_FILE = Pattern.compile(
            "(?s)(?:\\s*(?:/\\*\\*.*?\\*/|//[^\\n]*))*\\s*(?:import|package|public|final|record|class|enum|void main)\\b.*");
    private static final Pattern CLASS = Pattern.compile("public (?:final )?(?:class|record|enum) (\\w+)");

    /**
     * Makes a file of code.
     *
     * @param imports for statements
     */
    static JavaSnippet of(String code, String imports) {
        if (!WHOLE_FILE.matcher(code).matches()) {
            return new JavaSnippet("Snippet", """
                    %s

                    public class Snippet {
                        public static void main(String[] args) throws Exception {
                    %s
                        }
                    }
                    """.formatted(imports, code));
        }
        Matcher name = CLASS.matcher(code);
        return new JavaSnippet(name.find() ? name.group(1) : "Snippet", code);
    }

    /** {@return whether the code itself names a class, and so is a file to keep} */
    boolean isNamed() {
        return CLASS.matcher(source).find() && !className.equals("Snippet");
    }

    /** Writes the source under the name that its class wants. */
    Path writeTo(Path folder) throws IOException {
        return Files.writeString(folder.resolve(className + ".java"), source);
    }

    /** Compiles it against the module, which hides what is not exported; any warning fails. */
    void compile(Path module, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "--module-path",
                    module.toString(),
                    "--add-modules",
                    "dev.npymap",
                    "--release",
                    "25",
                    "-Xlint:all",
                    "-Werror");
            boolean compiled = compiler.getTask(messages, files, null, options, null, List.of(file()))
                    .call();
            if (!compiled) {
                throw new AssertionError("the snippet does not compile:\n" + messages + source);
            }
        }
    }

    private JavaFileObject file() {
        return new SimpleJavaFileObject(URI.create("string:///" + className + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
