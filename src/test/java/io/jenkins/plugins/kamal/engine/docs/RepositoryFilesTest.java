package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files that GitHub and the Jenkins project read are there and well-formed. */
class RepositoryFilesTest {

    private static final Path GITHUB = Path.of(".github");

    @TestFactory
    Stream<DynamicTest> areYaml() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(GITHUB)) {
            files = all.filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
        }
        assertThat(files).hasSizeGreaterThan(5);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.toString(), () -> assertThat(yaml(file)).isNotEmpty()));
    }

    @Test
    void areIssueFormsWithANameAndQuestions() throws IOException {
        for (String form : List.of("bug.yml", "feature.yml")) {
            assertThat(yaml(GITHUB.resolve("ISSUE_TEMPLATE").resolve(form)))
                    .containsKeys("name", "description", "body");
        }
    }

    @Test
    void areThere() {
        assertThat(List.of("LICENSE", "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "Jenkinsfile"))
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
        assertThat(GITHUB.resolve("CODEOWNERS")).exists();
    }

    /** Continuous delivery takes the version from the extension of Maven, in the format of the Jenkins project. */
    @Test
    void areWhatContinuousDeliveryNeeds() throws IOException {
        assertThat(GITHUB.resolve("workflows/cd.yaml")).exists();
        assertThat(Path.of(".mvn/extensions.xml")).content().contains("git-changelist-maven-extension");
        assertThat(Files.readAllLines(Path.of(".mvn/maven.config")))
                .containsExactly(
                        "-Pconsume-incrementals", "-Pmight-produce-incrementals", "-Dchangelist.format=%d.v%s");
        assertThat(Path.of("pom.xml"))
                .content()
                .contains("<version>${changelist}</version>", "<changelist>999999-SNAPSHOT</changelist>");
        assertThat(Path.of("engine-pom.xml"))
                .content()
                .as("profiles that maven.config activates, so that Maven does not warn")
                .contains("<id>consume-incrementals</id>", "<id>might-produce-incrementals</id>");
    }

    private static Map<Object, Object> yaml(Path file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }
}
