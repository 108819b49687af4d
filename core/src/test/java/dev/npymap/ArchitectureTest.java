package dev.npymap;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fences: which package may use which, who touches the operating system, what users see. */
class ArchitectureTest {
    /** Lowest first: none uses one that comes after it. */
    private static final List<String> PACKAGES = List.of(
            "dev.npymap.os",
            "dev.npymap.literal",
            "dev.npymap.file",
            "dev.npymap.dtype",
            "dev.npymap.format",
            "dev.npymap.zip",
            "dev.npymap.bulk",
            "dev.npymap.access",
            "dev.npymap.record",
            "dev.npymap.write",
            "dev.npymap",
            "dev.npymap.parallel");

    private static final JavaClasses CORE = new ClassFileImporter().importPath(classesFolder());

    private static Path classesFolder() {
        try {
            return Path.of(Npy.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static ModuleDescriptor module() throws IOException {
        try (InputStream in = Files.newInputStream(classesFolder().resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(CORE.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.isEmpty())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(PACKAGES);
    }

    @Test
    void arrowsPointDown() {
        for (int low = 0; low < PACKAGES.size(); low++) {
            for (String high : PACKAGES.subList(low + 1, PACKAGES.size())) {
                noClasses()
                        .that()
                        .resideInAPackage(PACKAGES.get(low))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(high)
                        .check(CORE);
            }
        }
    }

    @Test
    void theTwoLowestUseNoOther() {
        for (String lowest : PACKAGES.subList(0, 2)) {
            classes()
                    .that()
                    .resideInAPackage(lowest)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(lowest, "java..")
                    .check(CORE);
        }
    }

    @Test
    void onlyOsCallsTheOperatingSystem() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.npymap.os")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Linker.class, SymbolLookup.class)
                .check(CORE);
    }

    @Test
    void oneClassMapsFiles() {
        Set<String> mappers = CORE.stream()
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTarget().getOwner().isAssignableTo(FileChannel.class)
                                && call.getTarget().getName().equals("map")))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

        assertThat(mappers).containsExactly("dev.npymap.FileMapper");
    }

    @Test
    void coreNeedsTheJdkAlone() throws IOException {
        classes()
                .should()
                .onlyDependOnClassesThat(describe(
                        "belong to core or java.base",
                        type -> type.getPackageName().startsWith("dev.npymap")
                                || type.getBaseComponentType().isPrimitive()
                                || "java.base"
                                        .equals(type.getBaseComponentType()
                                                .reflect()
                                                .getModule()
                                                .getName())))
                .check(CORE);
        assertThat(module().requires())
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactly("java.base");
    }

    @Test
    void nothingIsPrinted() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CORE);
    }

    @Test
    void exportedPackages() throws IOException {
        assertThat(module().name()).isEqualTo("dev.npymap");
        assertThat(module().exports())
                .allMatch(exports -> exports.targets().isEmpty())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder(
                        "dev.npymap",
                        "dev.npymap.access",
                        "dev.npymap.dtype",
                        "dev.npymap.format",
                        "dev.npymap.parallel",
                        "dev.npymap.record");
        assertThat(module().opens()).isEmpty();
        assertThat(module().provides()).isEmpty();
    }

    /** What a user can name. It grows on purpose only: a new name here is a promise for years. */
    @Test
    void publicTypes() throws IOException {
        Set<String> exported = module().exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());

        assertThat(CORE.stream()
                        .filter(type -> exported.contains(type.getPackageName()) && isPublic(type))
                        .map(JavaClass::getName))
                .containsExactlyInAnyOrder(
                        "dev.npymap.CreateOptions",
                        "dev.npymap.MapAdvice",
                        "dev.npymap.Npy",
                        "dev.npymap.NpyAppender",
                        "dev.npymap.NpyArray",
                        "dev.npymap.NpyPartWriter",
                        "dev.npymap.NpyParts",
                        "dev.npymap.NpyParts$Part",
                        "dev.npymap.NpyParts$Piece",
                        "dev.npymap.NpyShare",
                        "dev.npymap.Npz",
                        "dev.npymap.NpzMember",
                        "dev.npymap.NpzOptions",
                        "dev.npymap.NpzWriter",
                        "dev.npymap.NpzWriter$Fill",
                        "dev.npymap.RowBlocks",
                        "dev.npymap.Window",
                        "dev.npymap.Window$All",
                        "dev.npymap.Window$Elements",
                        "dev.npymap.Window$Rows",
                        "dev.npymap.Window$Share",
                        "dev.npymap.access.Accessor",
                        "dev.npymap.access.AtomicIntAccessor",
                        "dev.npymap.access.AtomicLongAccessor",
                        "dev.npymap.access.BooleanAccessor",
                        "dev.npymap.access.ByteAccessor",
                        "dev.npymap.access.BytesAccessor",
                        "dev.npymap.access.ComplexAccessor",
                        "dev.npymap.access.DTypeMismatchException",
                        "dev.npymap.access.DatetimeAccessor",
                        "dev.npymap.access.DoubleAccessor",
                        "dev.npymap.access.FloatAccessor",
                        "dev.npymap.access.HalfAccessor",
                        "dev.npymap.access.IntAccessor",
                        "dev.npymap.access.LongAccessor",
                        "dev.npymap.access.LongDoubleAccessor",
                        "dev.npymap.access.LongDoubleFormat",
                        "dev.npymap.access.ShortAccessor",
                        "dev.npymap.access.Strided",
                        "dev.npymap.access.StringAccessor",
                        "dev.npymap.access.TimedeltaAccessor",
                        "dev.npymap.dtype.DType",
                        "dev.npymap.dtype.DatetimeUnit",
                        "dev.npymap.dtype.FieldPath",
                        "dev.npymap.dtype.NpyField",
                        "dev.npymap.dtype.ScalarType",
                        "dev.npymap.dtype.ScalarType$Kind",
                        "dev.npymap.dtype.Shape",
                        "dev.npymap.dtype.StructType",
                        "dev.npymap.dtype.StructType$Builder",
                        "dev.npymap.dtype.StructType$Field",
                        "dev.npymap.dtype.SubarrayType",
                        "dev.npymap.format.FormatVersion",
                        "dev.npymap.format.MemoryOrder",
                        "dev.npymap.format.NpyFormatException",
                        "dev.npymap.format.NpyHeader",
                        "dev.npymap.format.ReadOptions",
                        "dev.npymap.parallel.FillOptions",
                        "dev.npymap.parallel.ShareClaim",
                        "dev.npymap.parallel.ShareStatus",
                        "dev.npymap.parallel.ShareStatus$State",
                        "dev.npymap.parallel.SharedFill",
                        "dev.npymap.parallel.SharedFill$Task",
                        "dev.npymap.record.RecordAccessor");
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }

    /** A type of {@code bulk}, {@code file}, {@code literal}, {@code os} or {@code write}, {@code zip} in a signature would be one that no user can name. */
    @Test
    void signaturesNameExportedTypesAlone() {
        Set<String> hidden = Set.of(
                "dev.npymap.bulk",
                "dev.npymap.file",
                "dev.npymap.literal",
                "dev.npymap.os",
                "dev.npymap.write",
                "dev.npymap.zip");

        assertThat(CORE.stream()
                        .filter(type -> !hidden.contains(type.getPackageName()) && isPublic(type))
                        .flatMap(type -> type.getCodeUnits().stream())
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                                || unit.getModifiers().contains(JavaModifier.PROTECTED))
                        .flatMap(unit -> Stream.concat(
                                unit.getAllInvolvedRawTypes().stream(), unit.getExceptionTypes().stream()))
                        .filter(type -> hidden.contains(type.getPackageName())))
                .isEmpty();
    }
}
