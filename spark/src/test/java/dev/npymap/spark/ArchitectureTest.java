package dev.npymap.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.lang.foreign.Linker;
import java.nio.channels.FileChannel;
import org.junit.jupiter.api.Test;

/** The fences: what of core is used, and what users see. */
class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.npymap.spark");

    /** On the class path, where Spark runs, nothing else stops it. */
    @Test
    void onlyWhatCoreExportsIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.npymap.bulk",
                        "dev.npymap.file",
                        "dev.npymap.literal",
                        "dev.npymap.os",
                        "dev.npymap.write",
                        "dev.npymap.zip")
                .check(MODULE);
    }

    @Test
    void filesAreMappedByCoreAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(FileChannel.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Linker.class)
                .check(MODULE);
    }

    @Test
    void nothingIsPrinted() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MODULE);
    }

    @Test
    void usersSeeTheDataSourceAndTheExamplesAlone() {
        assertThat(MODULE.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                                && type.getEnclosingClass().isEmpty())
                        .map(JavaClass::getSimpleName))
                // Spark makes the second by its name, for the first.
                .containsExactlyInAnyOrder("NpyDataSource", "NpyWriteSource", "FillShares");
    }
}
