package io.jenkins.plugins.kamal.engine.config.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErbTemplatesTest {

    @TempDir
    private Path project;

    @Test
    void anotherYamlFileCanBeRead() throws IOException {
        Files.writeString(
                project.resolve("hosts.yml"), "web: &web [10.0.0.1, 10.0.0.2]\njob: *web\ncount: 0x10\non: yes\n");

        assertThat(render("<%= YAML.load_file('hosts.yml')['job'].join(',') %>"))
                .isEqualTo("10.0.0.1,10.0.0.2");
        assertThat(render("<%= YAML.load_file('hosts.yml', symbolize_names: true)[:count] %>"))
                .isEqualTo("16");
        assertThat(render("<%= YAML.load(File.read('hosts.yml'))[true] %>")).isEqualTo("true");
    }

    @Test
    void aYamlFileThatCannotBeReadIsAFaultOfTheTemplate() throws IOException {
        Files.writeString(project.resolve("broken.yml"), "a: 1\n b: [\n");
        Files.writeString(project.resolve("date.yml"), "a: 2024-01-01\n");

        assertThatThrownBy(() -> render("\n<%= YAML.load_file('broken.yml') %>"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("deploy.yml:2")
                .hasMessageContaining("this text cannot be read as YAML: its line");
        assertThatThrownBy(() -> render("<%= YAML.load_file('date.yml') %>")).hasMessageContaining("it holds a date");
        assertThat(render("<%= YAML.load_file('broken.yml') rescue 'none' %>")).isEqualTo("none");
    }

    private String render(String template) {
        return new ErbTemplates(project, Map.of())
                .render(template, "config/deploy.yml", null)
                .text();
    }
}
