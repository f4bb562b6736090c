package io.jenkins.plugins.kamal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import io.jenkins.plugins.kamal.engine.docs.BlockKind;
import io.jenkins.plugins.kamal.engine.docs.CodeBlock;
import io.jenkins.plugins.kamal.engine.docs.Page;
import java.beans.Introspector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundSetter;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Applies the documented Configuration as Code as the plugin of that name does, which is not among the test's plugins:
 * a symbol below {@code unclassified} names a global configuration, and each key one of its data-bound setters.
 */
@WithJenkins
class ConfigurationAsCodeBlocksTest {

    @Test
    void setWhatTheGlobalConfigurationHas(JenkinsRule jenkins) throws Exception {
        List<CodeBlock> blocks = BlockKind.CONFIGURATION_AS_CODE.in(Page.all());

        assertThat(blocks).isNotEmpty();
        for (CodeBlock block : blocks) {
            Map<String, Map<String, Map<String, Object>>> roots =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(block.text());
            assertThat(roots).containsOnlyKeys("unclassified");
            for (Map.Entry<String, Map<String, Object>> entry :
                    roots.get("unclassified").entrySet()) {
                apply(configuration(entry.getKey()), entry.getValue());
            }
        }
    }

    @Test
    void tellEverySetting(JenkinsRule jenkins) throws Exception {
        String page = Page.all().stream()
                .filter(each -> each.path().endsWith("configuration-as-code.md"))
                .flatMap(each -> each.prose().stream())
                .collect(Collectors.joining("\n"));

        assertThat(settings(configuration("kamal"))).isNotEmpty().allSatisfy(setting -> assertThat(page)
                .contains("| `" + setting + "` |"));
    }

    private static GlobalConfiguration configuration(String symbol) {
        return ExtensionList.lookup(GlobalConfiguration.class).stream()
                .filter(configuration -> symbols(configuration).contains(symbol))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no global configuration has the symbol " + symbol));
    }

    private static List<String> symbols(GlobalConfiguration configuration) {
        Symbol symbol = configuration.getClass().getAnnotation(Symbol.class);
        return symbol == null ? List.of() : List.of(symbol.value());
    }

    private static Set<String> settings(GlobalConfiguration configuration) {
        return Arrays.stream(configuration.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(method -> Introspector.decapitalize(method.getName().substring("set".length())))
                .collect(Collectors.toSet());
    }

    private static void apply(GlobalConfiguration configuration, Map<String, Object> values) throws Exception {
        assertThat(settings(configuration)).containsAll(values.keySet());
        for (Map.Entry<String, Object> value : values.entrySet()) {
            String setter = "set" + Character.toUpperCase(value.getKey().charAt(0))
                    + value.getKey().substring(1);
            Arrays.stream(configuration.getClass().getMethods())
                    .filter(method -> method.getName().equals(setter))
                    .findFirst()
                    .orElseThrow()
                    .invoke(configuration, value.getValue());
        }
    }
}
