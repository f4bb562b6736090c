package io.jenkins.plugins.kamal.engine.config.section;

import io.jenkins.plugins.kamal.engine.config.model.DockerOption;
import io.jenkins.plugins.kamal.engine.config.model.DockerOptions;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads additional options of {@code docker run} ({@code Utils.optionize}, {@code validate_docker_options!}). */
public final class DockerOptionsParser {

    private static final String RESTART = "restart";
    private static final String DEFAULT_RESTART = "unless-stopped";
    private static final Pattern RESTART_POLICY = Pattern.compile("no|always|unless-stopped|on-failure(?::\\d+)?");

    private DockerOptionsParser() {}

    /** The options of an app or accessory, with {@code restart} as a value of its own. */
    public static DockerOptions parse(Fields section) {
        Optional<Fields> options = section.optionalSection("options");
        Optional<MapNode.Entry> restart = options.flatMap(found -> found.map().entries().entrySet().stream()
                .filter(entry -> entry.getKey().text().equals(RESTART))
                .map(Map.Entry::getValue)
                .findFirst());
        restart.ifPresent(entry -> checkRestart(entry, options.orElseThrow()));
        return new DockerOptions(
                options.map(found -> list(found, true)).orElse(List.of()),
                restart.flatMap(entry -> Fields.textOf(entry.value())).orElse(DEFAULT_RESTART));
    }

    /** The options of the proxy, including {@code restart}. */
    public static List<DockerOption> parseAll(Fields section) {
        return section.optionalSection("options")
                .map(options -> list(options, false))
                .orElse(List.of());
    }

    private static void checkRestart(MapNode.Entry restart, Fields options) {
        boolean text = restart.value() instanceof ScalarNode scalar && scalar.kind() == ScalarNode.Kind.STRING;
        if (!text) {
            options.fault(
                    RESTART,
                    "is " + restart.value().described()
                            + ", but must be text; to switch restarts off write \"no\" in quotes");
        } else if (!RESTART_POLICY
                .matcher(((ScalarNode) restart.value()).text())
                .matches()) {
            options.fault(
                    RESTART,
                    "`" + ((ScalarNode) restart.value()).text()
                            + "` is not a restart policy of Docker; write no, always, unless-stopped, on-failure or"
                            + " on-failure:<times>, in quotes");
        }
    }

    private static List<DockerOption> list(Fields options, boolean withoutRestart) {
        List<DockerOption> list = new ArrayList<>();
        options.map().entries().forEach((key, entry) -> {
            if (!(withoutRestart && key.text().equals(RESTART))) {
                add(list, key.text(), entry.value(), options);
            }
        });
        return list;
    }

    private static void add(List<DockerOption> list, String name, YamlNode value, Fields options) {
        if (value instanceof ScalarNode scalar) {
            list.add(option(name, scalar));
        } else if (value instanceof ListNode several
                && several.items().stream().allMatch(ScalarNode.class::isInstance)) {
            several.items().forEach(item -> list.add(option(name, (ScalarNode) item)));
        } else {
            options.fault(
                    name,
                    "is " + value.described()
                            + ", which cannot become an option of docker; write one value, or a list of values such as"
                            + " `- key=value`");
        }
    }

    private static DockerOption option(String name, ScalarNode value) {
        return new DockerOption(name, value.isTrue() ? null : value.text());
    }
}
