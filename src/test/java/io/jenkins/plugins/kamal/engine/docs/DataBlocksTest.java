package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.DotenvFile;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Every block of JSON, of {@code .kamal/secrets} and of a pod's YAML can be read. */
class DataBlocksTest {

    @TestFactory
    Stream<DynamicTest> areJson() throws IOException {
        return BlockKind.JSON.in(Page.all()).stream()
                .map(block -> DynamicTest.dynamicTest(
                        block.toString(), () -> assertThat(new ObjectMapper().readTree(block.text()))
                                .isNotEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> areSecrets() throws IOException {
        return BlockKind.SECRETS.in(Page.all()).stream()
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> assertThat(
                                DotenvFile.parse(block.place(), block.text(), Map.of(), (command, environment) -> {
                                    ShellCommands.check(command);
                                    return CommandSubstitution.Result.of("value");
                                }))
                        .isNotEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> arePods() throws IOException {
        return BlockKind.POD.in(Page.all()).stream()
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> {
                    Map<String, Object> pod = new Yaml(new SafeConstructor(new LoaderOptions())).load(block.text());
                    assertThat(pod).containsKeys("apiVersion", "kind", "spec");
                }));
    }
}
