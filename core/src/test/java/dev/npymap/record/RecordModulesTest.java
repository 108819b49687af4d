package dev.npymap.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.npymap.Npy;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in a module of their own, with npymap as a module too. */
class RecordModulesTest {
    private static final String USER = """
            package app;

            import dev.npymap.access.Strided;
            import dev.npymap.dtype.DType;
            import dev.npymap.dtype.Shape;
            import dev.npymap.record.RecordAccessor;
            import java.lang.foreign.MemorySegment;
            import java.lang.invoke.MethodHandles;

            public class User {
                private record Point(double x, double y) {}

                private static Strided rows() {
                    DType dtype = DType.of(Point.class);
                    return new Strided(MemorySegment.ofArray(new byte[32]), dtype, 0, Shape.of(2), new long[] {16});
                }

                public static String withLookup() {
                    RecordAccessor<Point> points = RecordAccessor.of(rows(), MethodHandles.lookup(), Point.class);
                    points.set(1, new Point(1, 2));
                    return points.get(1).toString();
                }

                public static String without() {
                    RecordAccessor<Point> points = RecordAccessor.of(rows(), Point.class);
                    points.set(1, new Point(3, 4));
                    return points.get(1).toString();
                }
            }
            """;

    @TempDir
    private Path folder;

    private Path core;

    @BeforeEach
    void findCore() throws URISyntaxException {
        core = Path.of(
                Npy.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private Class<?> user(String opens) throws IOException, ReflectiveOperationException {
        Path source = Files.createDirectories(folder.resolve("source/app"));
        Files.writeString(source.resolve("User.java"), USER);
        Path info = Files.writeString(
                folder.resolve("source/module-info.java"),
                "module app { requires dev.npymap; exports app; " + opens + " }");
        Path classes = folder.resolve("classes");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-p",
                        core.toString(),
                        info.toString(),
                        source.resolve("User.java").toString());
        assertThat(result).isZero();
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration =
                boot.configuration().resolve(ModuleFinder.of(core, classes), ModuleFinder.of(), Set.of("app"));
        // Each module has a loader of its own, whose parent knows neither.
        return boot.defineModulesWithManyLoaders(configuration, ClassLoader.getPlatformClassLoader())
                .findLoader("app")
                .loadClass("app.User");
    }

    private static Object call(Class<?> user, String method) throws ReflectiveOperationException {
        assertThat(user.getModule().isNamed()).isTrue();
        return user.getMethod(method).invoke(null);
    }

    @Test
    void aLookupReachesAClosedPackage() throws IOException, ReflectiveOperationException {
        assertThat(call(user(""), "withLookup")).isEqualTo("Point[x=1.0, y=2.0]");
    }

    @Test
    void withoutALookupThePackageIsOpen() throws IOException, ReflectiveOperationException {
        Class<?> open = user("opens app to dev.npymap;");

        assertThat(call(open, "without")).isEqualTo("Point[x=3.0, y=4.0]");
        assertThat(call(open, "withLookup")).isEqualTo("Point[x=1.0, y=2.0]");
    }

    @Test
    void withoutALookupAClosedPackageIsRefused() throws IOException, ReflectiveOperationException {
        Class<?> closed = user("");

        assertThatExceptionOfType(InvocationTargetException.class)
                .isThrownBy(() -> call(closed, "without"))
                .havingCause()
                .isInstanceOf(IllegalArgumentException.class)
                .withMessage(
                        "no access to the record app.User$Point; the package is not open to the module dev.npymap: pass"
                                + " MethodHandles.lookup() before the record's class, or open the package");
    }
}
