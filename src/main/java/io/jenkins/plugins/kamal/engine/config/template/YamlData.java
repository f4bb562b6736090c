package io.jenkins.plugins.kamal.engine.config.template;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Parses the other YAML files that a template reads into the values that Ruby would see. */
final class YamlData {

    private static final int LARGEST = 1 << 20;
    private static final int MOST_ALIASES = 50;

    private YamlData() {}

    @CheckForNull
    static Object parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try {
            return value(new Yaml(new SafeConstructor(options)).load(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new IllegalArgumentException("its line " + line + " is wrong", e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("it is too large, or has too many aliases", e);
        }
    }

    @CheckForNull
    private static Object value(@CheckForNull Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((key, item) -> all.put(value(key), value(item)));
            return all;
        }
        if (value instanceof List<?> items) {
            List<Object> all = new ArrayList<>();
            items.forEach(item -> all.add(value(item)));
            return all;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value == null
                || value instanceof String text && !text.startsWith(":")
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException("it holds a date, a symbol or another value that only Ruby reads");
    }
}
