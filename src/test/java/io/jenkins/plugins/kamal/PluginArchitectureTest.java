package io.jenkins.plugins.kamal;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plugin around the engine is built as {@code docs/architecture.puml} draws it. */
class PluginArchitectureTest {

    private static final String ENGINE = "io.jenkins.plugins.kamal.engine..";

    @Test
    void dependsAsThePictureSays() {
        classes()
                .that()
                .resideInAPackage("io.jenkins.plugins.kamal..")
                .and()
                .resideOutsideOfPackage(ENGINE)
                .should(adhereToPlantUmlDiagram(
                        Path.of("docs", "architecture.puml"), consideringOnlyDependenciesInDiagram()))
                .check(PluginClasses.ALL);
    }

    @Test
    void hasNoCycles() {
        slices().matching("io.jenkins.plugins.kamal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(PluginClasses.ALL);
    }

    /** The table in {@code docs/architecture.md} is the rule. */
    @Test
    void importsOfTheEngineOnlyWhatTheTableLists() throws IOException {
        String[] importable = Pattern.compile("^\\| `(engine\\.\\w+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docs", "architecture.md")))
                .results()
                .map(row -> "io.jenkins.plugins.kamal." + row.group(1))
                .toArray(String[]::new);
        assertThat(importable).isNotEmpty();
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE)
                .should()
                .dependOnClassesThat(resideInAPackage(ENGINE).and(not(resideInAnyPackage(importable))))
                .check(PluginClasses.ALL);
    }

    /** But for the class that has to name the libraries in order to find their jars. */
    @Test
    void leavesTheEnginesLibrariesToTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE)
                .and()
                .doNotHaveSimpleName("EngineClassPath")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.sshd..", "org.eclipse.jgit..", "org.yaml.snakeyaml..", "picocli..")
                .check(PluginClasses.ALL);
    }
}
