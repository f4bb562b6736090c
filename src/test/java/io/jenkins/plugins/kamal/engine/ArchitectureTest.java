package io.jenkins.plugins.kamal.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine is built as {@code docs/architecture.puml} draws it, and each library has one importer. */
class ArchitectureTest {

    private static final String ENGINE = "io.jenkins.plugins.kamal.engine..";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !isTest(location.asURI().toString()))
            .importUrl(Version.class.getProtectionDomain().getCodeSource().getLocation());

    /** Test classes may be compiled into the same directory; the picture does not draw them. */
    private static boolean isTest(String classFile) {
        String source = classFile.replaceFirst("^.*/(?=io/jenkins/)", "").replaceFirst("(\\$[^/]*)?\\.class$", ".java");
        return Files.exists(Path.of("src/test/java", source));
    }

    @Test
    void dependsAsThePictureSays() {
        classes()
                .that()
                .resideInAPackage(ENGINE)
                .should(adhereToPlantUmlDiagram(
                        Path.of("docs", "architecture.puml"), consideringOnlyDependenciesInDiagram()))
                .check(CLASSES);
    }

    @Test
    void thePictureDrawsEachArrowOnce() throws IOException {
        assertThat(Files.readAllLines(Path.of("docs", "architecture.puml")))
                .filteredOn(line -> line.contains("-->"))
                .doesNotHaveDuplicates();
    }

    @Test
    void hasNoCycles() {
        slices().matching("io.jenkins.plugins.kamal.engine.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void knowsNoJenkins() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.kohsuke..", "org.jenkinsci..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "org.yaml.snakeyaml.., io.jenkins.plugins.kamal.engine.config..",
        "org.eclipse.jgit.., io.jenkins.plugins.kamal.engine.version..",
        "org.apache.sshd.., io.jenkins.plugins.kamal.engine.shell.ssh..",
        "net.i2p.crypto.eddsa.., io.jenkins.plugins.kamal.engine.shell.ssh..",
        "org.objectweb.asm.., io.jenkins.plugins.kamal.engine.packaging..",
        "picocli.., io.jenkins.plugins.kamal.engine.cli..",
    })
    void letsOnePackageImportALibrary(String library, String importer) {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .and()
                .resideOutsideOfPackage(importer)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void needsNothingButTheJdkForSecrets() {
        classes()
                .that()
                .resideInAPackage("io.jenkins.plugins.kamal.engine.secrets")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "io.jenkins.plugins.kamal.engine.secrets", "edu.umd.cs.findbugs.annotations")
                .check(CLASSES);
    }

    @Test
    void decidesCommandsWithoutClockRandomnessFilesOrProcesses() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.jenkins.plugins.kamal.engine.command..",
                        "io.jenkins.plugins.kamal.engine.image",
                        "io.jenkins.plugins.kamal.engine.host..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file", "java.net", "java.security")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|UUID)|java\\.lang\\.(ProcessBuilder|Process|Runtime)")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void saysInEveryPackageWhatItIsFor() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().startsWith("io.jenkins.plugins.kamal"))
                        .map(type -> type.getPackageName())
                        .distinct()
                        .filter(name -> !CLASSES.contain(name + ".package-info")))
                .isEmpty();
    }
}
