package io.jenkins.plugins.kamal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import io.jenkins.plugins.kamal.destination.Destination;
import io.jenkins.plugins.kamal.destination.Freeze;
import io.jenkins.plugins.kamal.engine.docs.BlockKind;
import io.jenkins.plugins.kamal.engine.docs.CodeBlock;
import io.jenkins.plugins.kamal.engine.docs.Page;
import java.beans.Introspector;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.ClassDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
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

        for (Object configured : List.of(configuration("kamal"), new Destination(), new Freeze("a reason"))) {
            assertThat(settings(configured)).isNotEmpty().allSatisfy(setting -> assertThat(page)
                    .contains("`" + setting + "`"));
        }
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

    private static Set<String> settings(Object configuration) {
        return Arrays.stream(configuration.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(method -> Introspector.decapitalize(method.getName().substring("set".length())))
                .collect(Collectors.toSet());
    }

    private static void apply(Object configuration, Map<String, Object> values) throws Exception {
        assertThat(settings(configuration)).containsAll(values.keySet());
        for (Map.Entry<String, Object> value : values.entrySet()) {
            Method setter = setter(configuration, value.getKey());
            setter.invoke(configuration, converted(value.getValue(), setter.getGenericParameterTypes()[0]));
            assertThat(getter(configuration, value.getKey()).invoke(configuration))
                    .as("what is exported for " + value.getKey())
                    .isNotNull();
        }
    }

    /** A map is a describable, whose required values are parameters of its data-bound constructor. */
    @SuppressWarnings("unchecked")
    private static Object converted(Object value, Type type) throws Exception {
        if (value instanceof List<?> list) {
            Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
            List<Object> converted = new ArrayList<>();
            for (Object each : list) {
                converted.add(converted(each, element));
            }
            return converted;
        }
        return value instanceof Map ? describable((Class<?>) type, new HashMap<>((Map<String, Object>) value)) : value;
    }

    private static Object describable(Class<?> type, Map<String, Object> values) throws Exception {
        Constructor<?> constructor = Arrays.stream(type.getConstructors())
                .filter(each -> each.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow();
        Object[] required = Arrays.stream(ClassDescriptor.loadParameterNames(constructor))
                .map(values::remove)
                .toArray();
        Object describable = constructor.newInstance(required);
        apply(describable, values);
        return describable;
    }

    private static Method setter(Object configuration, String key) {
        return method(configuration, "set" + Character.toUpperCase(key.charAt(0)) + key.substring(1));
    }

    private static Method getter(Object configuration, String key) {
        return method(configuration, "get" + Character.toUpperCase(key.charAt(0)) + key.substring(1));
    }

    private static Method method(Object configuration, String name) {
        return Arrays.stream(configuration.getClass().getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
