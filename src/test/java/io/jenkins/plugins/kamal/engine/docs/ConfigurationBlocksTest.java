package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.kamal.engine.config.load.ConfigurationLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every block of YAML that shows a configuration is one that the engine accepts. */
class ConfigurationBlocksTest {

    private static final Pattern DESTINATION_FILE = Pattern.compile("(.*)\\.([^./]+)(\\.yml)");
    private static final String BASE = """
            service: shop
            image: example/shop
            servers:
              - 203.0.113.10
            registry:
              server: registry.example.com
              username: deployer
              password:
                - KAMAL_REGISTRY_PASSWORD
            builder:
              arch: amd64
            """;

    @TempDir
    private Path temporary;

    @TestFactory
    Stream<DynamicTest> areConfigurations() throws IOException {
        List<CodeBlock> blocks = BlockKind.CONFIGURATION.in(Page.all());
        assertThat(blocks).isNotEmpty();
        return blocks.stream().map(block -> DynamicTest.dynamicTest(block.toString(), () -> check(block, blocks)));
    }

    private void check(CodeBlock block, List<CodeBlock> all) throws IOException {
        Path project = Files.createTempDirectory(temporary, "project");
        String base = block.file().map(ConfigurationBlocksTest::baseOf).orElse("config/deploy.yml");
        write(project, base, BASE);
        for (CodeBlock other : all) {
            if (other.page().equals(block.page()) && other.section().equals(block.section())) {
                other.file().ifPresent(file -> write(project, file, other.text()));
            }
        }
        // A block that is no file is a part of one: it is laid over a configuration, as a destination is.
        String file = block.file().orElse("config/deploy.part.yml");
        write(project, file, block.text());
        assertThatCode(() -> new ConfigurationLoader(project)
                        .load(base, destinationOf(file).orElse(null)))
                .as(block.text())
                .doesNotThrowAnyException();
    }

    private static String baseOf(String file) {
        Matcher destination = DESTINATION_FILE.matcher(file);
        return destination.matches() ? destination.group(1) + destination.group(3) : file;
    }

    private static Optional<String> destinationOf(String file) {
        Matcher destination = DESTINATION_FILE.matcher(file);
        return destination.matches() ? Optional.of(destination.group(2)) : Optional.empty();
    }

    private static void write(Path project, String file, String text) {
        try {
            Path path = project.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
