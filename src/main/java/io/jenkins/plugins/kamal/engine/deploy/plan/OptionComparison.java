package io.jenkins.plugins.kamal.engine.deploy.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares those options of {@code docker run} whose effect Docker reports in a comparable form. */
final class OptionComparison {

    private static final Set<String> COMPARED_ELSEWHERE =
            Set.of("detach", "name", "hostname", "env", "env-file", "label", "volume");

    private final DescribedContainer current;
    private final WantedContainer wanted;
    private final List<Difference> differences = new ArrayList<>();
    private final Set<String> compared = new TreeSet<>(COMPARED_ELSEWHERE);

    OptionComparison(DescribedContainer current, WantedContainer wanted) {
        this.current = current;
        this.wanted = wanted;
    }

    List<Difference> differences() {
        JsonNode settings = current.settings();
        compare("network", settings.path("network").asText(""), last("network", "default"));
        compare("restart", restart(settings.path("restart")), last("restart", "no"));
        user(settings.path("user").asText(""));
        compareIfRead("memory", settings.path("memory").asText("0"), OptionValues.bytes(last("memory", "0")));
        compareIfRead("cpus", settings.path("cpus").asText("0"), OptionValues.nanoCpus(last("cpus", "0")));
        compare("privileged", settings.path("privileged").asText("false"), last("privileged", "false"));
        compare(
                "cap-add",
                capabilities(DescribedContainer.list(settings.path("capAdd"))),
                capabilities(wanted.all("cap-add")));
        compare(
                "cap-drop",
                capabilities(DescribedContainer.list(settings.path("capDrop"))),
                capabilities(wanted.all("cap-drop")));
        compareIfRead("publish", published(settings.path("ports")), PublishedPorts.of(wanted.all("publish")));
        logging(settings.path("log"));
        wanted.options().keySet().stream()
                .filter(option -> !compared.contains(option))
                .forEach(option ->
                        differences.add(Difference.unknown("option " + option, "the plan does not compare it")));
        return differences;
    }

    private void compare(String option, Object before, Object after) {
        compared.add(option);
        if (!before.equals(after)) {
            differences.add(
                    wanted.all(option).isEmpty()
                            ? Difference.removed(ChangeKind.OPTION, option)
                            : Difference.changed(ChangeKind.OPTION, option, String.join(" ", wanted.all(option))));
        }
    }

    /**
     * Compares an option whose value Docker reports in another form.
     *
     * @param after the wanted value in that form; empty if it cannot be converted
     */
    private void compareIfRead(String option, Object before, Optional<?> after) {
        if (after.isPresent()) {
            compare(option, before, after.get());
        } else {
            compared.add(option);
            differences.add(Difference.unknown("option " + option, "the plan cannot read its value"));
        }
    }

    /**
     * Compares the user. Without a configured user, the image's user applies, which is unknown if the server no longer
     * has the image.
     */
    private void user(String before) {
        String after = last("user", current.image().path("user").asText(""));
        boolean known = !current.image().isMissingNode() || !wanted.all("user").isEmpty();
        if (known || before.equals(after)) {
            compare("user", before, after);
        } else {
            differences.add(Difference.unknown("option user", "the container's image is gone"));
        }
    }

    private String last(String option, String otherwise) {
        List<String> values = wanted.all(option);
        return values.isEmpty() ? otherwise : values.get(values.size() - 1);
    }

    private static String restart(JsonNode policy) {
        int most = policy.path("MaximumRetryCount").asInt(0);
        String name = policy.path("Name").asText("");
        return most > 0 ? name + ":" + most : name.isEmpty() ? "no" : name;
    }

    private static Set<String> capabilities(List<String> names) {
        Set<String> capabilities = new TreeSet<>();
        names.forEach(name -> capabilities.add(name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "")));
        return capabilities;
    }

    private static Set<String> published(JsonNode bindings) {
        Set<String> ports = new TreeSet<>();
        bindings.properties().forEach(port -> port.getValue()
                .forEach(binding -> ports.add(PublishedPorts.one(
                        binding.path("HostIp").asText(""),
                        binding.path("HostPort").asText(""),
                        port.getKey()))));
        return ports;
    }

    /** Compares only the wanted options, because Docker adds the options of its own configuration. */
    private void logging(JsonNode log) {
        compared.add("log-driver");
        compared.add("log-opt");
        String driver = last("log-driver", "");
        if (!driver.isEmpty() && !driver.equals(log.path("Type").asText(""))) {
            differences.add(Difference.changed(ChangeKind.OPTION, "log-driver"));
        }
        Map<String, String> before = DescribedContainer.texts(log.path("Config"));
        wanted.keyValues("log-opt").forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                differences.add(Difference.changed(ChangeKind.OPTION, "log-opt " + name, value));
            }
        });
    }
}
