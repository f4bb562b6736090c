package io.jenkins.plugins.kamal.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.kamal.destination.Destination;
import io.jenkins.plugins.kamal.destination.Freeze;
import io.jenkins.plugins.kamal.engine.docs.BlockKind;
import io.jenkins.plugins.kamal.engine.docs.CodeBlock;
import io.jenkins.plugins.kamal.engine.docs.Page;
import io.jenkins.plugins.kamal.global.KamalGlobalConfiguration;
import java.beans.Introspector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.ClassDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The plugin Configuration as Code loads the documented settings, and exports the same settings again. */
@WithJenkins
class ConfigurationAsCodeBlocksTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    private static final String EVERY_SETTING = """
            unclassified:
              kamal:
                knownHosts: "203.0.113.10 %1$s"
                destinations:
                  - destination: "prod*"
                    services: "shop, blog"
                    jobs: "shop/main"
                    sharingRecords: true
                    sshCredentialsId: production-key
                    registryCredentialsId: registry
                    knownHosts: "203.0.113.11 %1$s"
                    allowedServers: "203.0.113.*, registry.example.com"
                    lockWait: 300
                    freezes:
                      - reason: "Nobody is in the office at weekends"
                        from: "Fri 16:00"
                        until: "Mon 08:00"
                        timeZone: Europe/Berlin
                  - lockWait: 60
            """.formatted(KEY);

    @Test
    void areExportedAsTheyWereLoaded(JenkinsRule jenkins) throws Exception {
        List<CodeBlock> blocks = BlockKind.CONFIGURATION_AS_CODE.in(Page.all());

        assertThat(blocks).isNotEmpty();
        for (CodeBlock block : blocks) {
            KamalGlobalConfiguration.get().setKnownHosts("");
            KamalGlobalConfiguration.get().setDestinations(List.of());
            load(block.text());
            assertThat(exported()).as("what is exported after " + block).isEqualTo(settings(block.text()));
        }
    }

    @Test
    void surviveARoundTripThatNamesEverySetting(JenkinsRule jenkins) throws Exception {
        load(EVERY_SETTING);

        Map<String, Object> exported = exported();
        assertThat(exported).isEqualTo(settings(EVERY_SETTING));
        assertThat(namesIn(exported).collect(Collectors.toSet()))
                .as("the example above names each setting, also one that is added later")
                .containsAll(everySetting());
        KamalGlobalConfiguration.get().setDestinations(List.of());
        load(new Yaml().dump(Map.of("unclassified", Map.of("kamal", exported))));
        assertThat(exported()).isEqualTo(exported);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "knownHosts: garbage | Line 1 is not a host key",
                "destinations: [{destination: production, jobs: ','}] | ','",
                "destinations: [{destination: production, freezes: [{reason: x, from: never}]}] | never",
                "destinations: [{destination: production, sharingRecords: true}] | Name the jobs",
                "destinations: [{destination: production, owner: alice}] | owner",
            })
    void areRefusedWithTheReason(String settings, String reason, JenkinsRule jenkins) {
        assertThatThrownBy(() -> load("unclassified: {kamal: {" + settings + "}}"))
                .isInstanceOf(ConfiguratorException.class)
                .hasStackTraceContaining(reason);
        assertThat(KamalGlobalConfiguration.get().getDestinations()).isEmpty();
        assertThat(KamalGlobalConfiguration.get().getKnownHosts()).isEmpty();
    }

    @Test
    void tellEverySetting(JenkinsRule jenkins) throws Exception {
        String page = Page.all().stream()
                .filter(each -> each.path().endsWith("configuration-as-code.md"))
                .flatMap(each -> each.prose().stream())
                .collect(Collectors.joining("\n"));

        assertThat(everySetting()).isNotEmpty().allSatisfy(setting -> assertThat(page)
                .contains("`" + setting + "`"));
    }

    private static void load(String yaml) throws ConfiguratorException {
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    }

    private static Map<String, Object> exported() throws Exception {
        ByteArrayOutputStream yaml = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(yaml);
        return settings(yaml.toString(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> settings(String yaml) {
        Map<String, Map<String, Object>> roots = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return (Map<String, Object>) roots.get("unclassified").get("kamal");
    }

    private static Stream<String> namesIn(Object exported) {
        if (exported instanceof List<?> list) {
            return list.stream().flatMap(ConfigurationAsCodeBlocksTest::namesIn);
        }
        return exported instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .flatMap(entry -> Stream.concat(Stream.of((String) entry.getKey()), namesIn(entry.getValue())))
                : Stream.empty();
    }

    private static Set<String> everySetting() {
        return Stream.of(KamalGlobalConfiguration.class, Destination.class, Freeze.class)
                .flatMap(type -> Stream.concat(setters(type), required(type)))
                .collect(Collectors.toSet());
    }

    private static Stream<String> setters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(method -> Introspector.decapitalize(method.getName().substring("set".length())));
    }

    private static Stream<String> required(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .filter(constructor -> constructor.isAnnotationPresent(DataBoundConstructor.class))
                .flatMap(constructor -> Arrays.stream(ClassDescriptor.loadParameterNames(constructor)));
    }
}
