package io.jenkins.plugins.kamal.engine.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.fault.NearestName;
import io.jenkins.plugins.kamal.engine.config.load.Project;
import io.jenkins.plugins.kamal.engine.config.model.Builder;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Ssh;
import io.jenkins.plugins.kamal.engine.ruby.GemVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationSchemaTest {

    @TempDir
    Path directory;

    @Test
    void readsAFileWithEveryKey() {
        Configuration shop = new Project(directory).load(Project.resource("full.yml"));

        assertThat(shop.boot().limit()).contains(1);
        assertThat(shop.paths().hooks()).isEqualTo("deploy/hooks");
        assertThat(shop.commands().output().file()).contains("log");
        assertThat(shop.connections().ssh().port()).isEqualTo(2222);
        assertThat(shop.connections().ssh().config())
                .isEqualTo(new Ssh.ConfigFiles(true, java.util.List.of("~/.ssh/config")));
        assertThat(shop.builder().args()).containsEntry("RUBY", "3.4").containsEntry("STAGE", "");
        assertThat(shop.builder().cache()).contains(new Builder.Cache("registry", "shop-cache", "mode=max"));
    }

    @Test
    void describesEveryKeyInOneSentence() {
        assertThat(keys(ConfigurationSchema.ROOT))
                .hasSizeGreaterThan(100)
                .allSatisfy(key -> assertThat(key.description()).as(key.name()).matches("[A-Z`].*[^.]\\."));
    }

    private static Stream<KeySpec> keys(Section section) {
        return section.keys().stream()
                .flatMap(key -> Stream.concat(
                        Stream.of(key),
                        key.section().map(ConfigurationSchemaTest::keys).orElse(Stream.of())));
    }

    @ParameterizedTest
    @CsvSource({"2.12.0,0", "2.12,0", "2.13,1", "2.12.1,1", "2.9.9,-1", "2.13.0.rc1,1", "2.12.0.rc1,-1", "2.12-rc1,-1"})
    void comparesVersionsAsRubyGemsDoes(String version, int order) {
        GemVersion kamal = GemVersion.parse(GemVersion.KAMAL).orElseThrow();

        assertThat(Integer.signum(GemVersion.parse(version).orElseThrow().compareTo(kamal)))
                .isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource({"sevice,service", "serivce,service", "app-port,app_port", "zzz,"})
    void findsTheNearestName(String typed, String expected) {
        assertThat(NearestName.to(typed, java.util.List.of("service", "servers", "app_port")))
                .isEqualTo(Optional.ofNullable(expected));
    }
}
