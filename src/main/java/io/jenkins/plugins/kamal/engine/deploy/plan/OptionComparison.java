package io.jenkins.plugins.kamal.engine.deploy.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares those options of {@code docker run} whose effect Docker reports in a comparable form. */
final class OptionComparison {

    private static final Set<String> COMPARED_ELSEWHERE =
            Set.of("detach", "name", "hostname", "env", "env-file", "label", "volume");
    private static final Pattern SIZE = Pattern.compile("(\\d+)([bkmg]?)b?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "bkmg";
    private static final int UNIT_BITS = 10;
    private static final BigDecimal NANO = BigDecimal.TEN.pow(9);

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
        compare(
                "user",
                settings.path("user").asText(""),
                last("user", current.image().path("user").asText("")));
        compare("memory", settings.path("memory").asText("0"), memory(last("memory", "0")));
        compare("cpus", settings.path("cpus").asText("0"), nanoCpus(last("cpus", "0")));
        compare("privileged", settings.path("privileged").asText("false"), last("privileged", "false"));
        compare(
                "cap-add",
                capabilities(DescribedContainer.list(settings.path("capAdd"))),
                capabilities(wanted.all("cap-add")));
        compare(
                "cap-drop",
                capabilities(DescribedContainer.list(settings.path("capDrop"))),
                capabilities(wanted.all("cap-drop")));
        compare("publish", published(settings.path("ports")), published(wanted.all("publish")));
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
                            : Difference.changed(ChangeKind.OPTION, option));
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

    private static String memory(String size) {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            return size;
        }
        int unit = Math.max(0, UNITS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT)));
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(1L << (UNIT_BITS * unit)))
                .toPlainString();
    }

    private static String nanoCpus(String cpus) {
        return cpus.matches("\\d{1,6}(\\.\\d{1,9})?")
                ? new BigDecimal(cpus).multiply(NANO).toBigInteger().toString()
                : cpus;
    }

    private static Set<String> capabilities(List<String> names) {
        Set<String> capabilities = new TreeSet<>();
        names.forEach(name -> capabilities.add(name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "")));
        return capabilities;
    }

    private static Set<String> published(JsonNode bindings) {
        Set<String> ports = new TreeSet<>();
        bindings.properties().forEach(port -> port.getValue()
                .forEach(binding -> ports.add(binding.path("HostIp").asText("") + "|"
                        + binding.path("HostPort").asText("") + "|" + port.getKey())));
        return ports;
    }

    private static Set<String> published(List<String> options) {
        Set<String> ports = new TreeSet<>();
        for (String option : options) {
            int containerAt = option.lastIndexOf(':');
            String container = option.substring(containerAt + 1);
            String rest = containerAt < 0 ? "" : option.substring(0, containerAt);
            int hostAt = rest.lastIndexOf(':');
            String address = hostAt < 0 ? "" : rest.substring(0, hostAt).replaceAll("[\\[\\]]", "");
            ports.add(address + "|" + rest.substring(hostAt + 1) + "|"
                    + (container.contains("/") ? container : container + "/tcp"));
        }
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
            if (!value.equals(before.get(name)) && !value.contains("${")) {
                differences.add(Difference.changed(ChangeKind.OPTION, "log-opt " + name));
            }
        });
    }
}
