package io.jenkins.plugins.kamal.engine.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import io.jenkins.plugins.kamal.engine.config.load.Project;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    @Test
    void aKeyThatIsWrittenTwiceIsNamedAndTheLastOneCounts() {
        List<String> warnings = new ArrayList<>();
        MapNode root = new YamlReader("deploy.yml", line -> line + 10, warnings::add)
                .read("a: 1\nb: {c: 1, c: 2}\nd: &d {e: 1}\nf:\n  <<: *d\n  e: 2\na: 3\n");

        assertThat(warnings)
                .containsExactly(
                        "deploy.yml:12: `c` is in line 12 of the same map already; the last one counts. Remove one of them",
                        "deploy.yml:17: `a` is in line 11 of the same map already; the last one counts. Remove one of them");
        assertThat(root.get("a")).hasValueSatisfying(value -> assertThat(((ScalarNode) value).integer())
                .contains(BigInteger.valueOf(3)));
    }

    private static MapNode read(String text) {
        return new YamlReader("deploy.yml").read(text);
    }

    private static Map<String, String> texts(String text) {
        return Fields.textMapOf(read(text));
    }

    private static ConfigurationException.Fault fault(String text) {
        try {
            read(text);
        } catch (ConfigurationException refused) {
            assertThat(refused.faults()).hasSize(1);
            return refused.faults().get(0);
        }
        throw new AssertionError("was read");
    }

    @Test
    void takesQuotedScalarsAsText() {
        assertThat(read("a: \"5\"").get("a").orElseThrow().described()).isEqualTo("text");
    }

    @Test
    void takesTheLastOfRepeatedKeys() {
        assertThat(texts("a: 1\nb: 2\na: 3")).containsExactly(Map.entry("a", "3"), Map.entry("b", "2"));
    }

    @Test
    void mergesAnAnchorUnderLaterKeys() {
        assertThat(texts("x: &x {a: 1, b: 2}\n<<: *x\nb: 3"))
                .containsEntry("a", "1")
                .containsEntry("b", "3");
    }

    @Test
    void mergesAnAnchorOverEarlierKeysAsPsychDoes() {
        assertThat(texts("x: &x {b: 2}\nb: 3\n<<: *x")).containsEntry("b", "2");
    }

    @Test
    void mergesAListWhoseFirstMapCountsMost() {
        assertThat(texts("<<: [{a: 1}, {a: 2, b: 2}]")).containsEntry("a", "1").containsEntry("b", "2");
    }

    @Test
    void keepsAMergeKeyThatMergesNothing() {
        assertThat(texts("<<: text")).containsEntry("<<", "text");
    }

    @Test
    void tellsNumericFromTextKeys() {
        assertThat(read("1: a\n\"1\": b").entries()).hasSize(2);
    }

    @Test
    void keepsTheLineOfEachKey() {
        assertThat(read("a: 1\n\n# comment\nb:\n  c: 2")
                        .entry("b")
                        .orElseThrow()
                        .origin())
                .isEqualTo(new SourceLocation("deploy.yml", 4));
    }

    @Test
    void readsCoreTags() {
        assertThat(read("a: !!str 5").get("a").orElseThrow().described()).isEqualTo("text");
    }

    @Test
    void readsBinary() {
        assertThat(texts("a: !binary aGk=")).containsEntry("a", "hi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: !ruby/object:Gem::Installer {i: x}",
                "a: !ruby/object:OpenStruct",
                "a: !!javax.script.ScriptEngineManager []",
                "a: !ruby/hash:Evil {b: 1}",
                "a: !ruby/regexp /x/"
            })
    void refusesTagsThatMakeObjects(String text) {
        assertThat(fault(text).message()).contains("the tag ").contains("is not read");
    }

    @Test
    void namesTheRefusedTag() {
        assertThat(fault("x: 1\na: !ruby/object:Foo {}").toString())
                .startsWith("deploy.yml:2: the tag !ruby/object:Foo is not read");
    }

    @Test
    void refusesBrokenYamlWithLineAndColumn() {
        ConfigurationException.Fault fault = fault("a: 1\nb: [1, 2\nc: 3");

        assertThat(fault.file()).isEqualTo("deploy.yml");
        assertThat(fault.line()).contains(2);
        assertThat(fault.message())
                .isEqualTo("this is not YAML: the [ in column 4 is not closed, or a comma is missing up to line 3");
    }

    @Test
    void refusesTabsWithTheirLine() {
        assertThat(fault("a:\n\tb: 1").line()).contains(2);
    }

    @Test
    void refusesAnUnknownAlias() {
        assertThat(fault("a: *nothing").message()).contains("there is no anchor &nothing above the alias *nothing");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(fault("# nothing\n").message()).contains("empty");
    }

    @Test
    void refusesAListAsAFile() {
        assertThat(fault("- a").message())
                .isEqualTo("the file is a list, but must be a map of keys such as `service: myapp`");
    }

    @Test
    void refusesAListAsAKey() {
        assertThat(fault("[a, b]: c").message()).contains("is used as a key");
    }

    @Test
    void refusesAValueThatContainsItself() {
        assertThat(fault("a: &a [*a]").message()).contains("contains itself");
    }

    @Test
    @Timeout(10)
    void refusesAnAliasBomb() {
        String bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
                + IntStream.rangeClosed(1, 8)
                        .mapToObj(i -> "a" + i + ": &a" + i + " ["
                                + String.join(", ", java.util.Collections.nCopies(9, "*a" + (i - 1))) + "]\n")
                        .collect(Collectors.joining());

        assertThat(fault(bomb).message()).contains("aliases");
    }

    @Test
    @Timeout(10)
    void refusesDeepNesting() {
        assertThatThrownBy(() -> read("a: " + "[".repeat(20_000))).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void allowsManyAliasesOfOneAnchor() {
        String text = "x: &x {a: 1}\n"
                + IntStream.range(0, 300).mapToObj(i -> "k" + i + ": *x\n").collect(Collectors.joining());

        assertThat(read(text).entries()).hasSize(301);
    }

    @Test
    void refusesTooLargeAFile() {
        assertThat(fault("a: " + "x".repeat((1 << 20) + 1)).message()).contains("larger than 1 MiB");
    }

    @Test
    void readsSymbolKeysAtTheRootOfAFile(@org.junit.jupiter.api.io.TempDir java.nio.file.Path directory) {
        Configuration app = new Project(directory).load(Project.MINIMAL + ":readiness_delay: 3\n");

        assertThat(app.timeouts().readinessDelay()).isEqualTo(Duration.ofSeconds(3));
        assertThat(app.destination()).isEqualTo(Optional.empty());
    }
}
