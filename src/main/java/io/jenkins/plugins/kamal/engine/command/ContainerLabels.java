package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of app containers and the filters that find them again ({@code container_filters} of
 * {@code lib/kamal/commands/app.rb}).
 */
public final class ContainerLabels {

    /** Names the role of a container that serves some of the visitors. */
    private static final String VISITORS = "kamal-rollout";

    private ContainerLabels() {}

    /** The labels of a role's containers. {@code destination} is a label even if no destination is named. */
    public static Map<String, String> of(Configuration configuration, Role role) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("service", configuration.service());
        labels.put("role", role.name());
        labels.put("destination", configuration.destination().orElse(""));
        labels.putAll(role.labels());
        return labels;
    }

    /**
     * The labels of a container that serves some of the visitors. It has no label {@code role}, so that Kamal takes it
     * neither for the container that serves nor for a stale one.
     */
    public static Map<String, String> ofVisitors(Configuration configuration, Role role) {
        Map<String, String> labels = of(configuration, role);
        labels.remove("role");
        labels.put(VISITORS, role.name());
        return labels;
    }

    /** Adds {@code --label} for each label. The log does not show the values of the role's own labels. */
    public static Command addTo(Command dockerRun, Role role, Map<String, String> labels) {
        Command labelled = dockerRun;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            Map<String, String> single = Map.of(label.getKey(), label.getValue());
            labelled = role.labels().containsKey(label.getKey())
                    ? Arguments.hiddenKeyValues(labelled, "--label", single)
                    : Arguments.keyValues(labelled, "--label", single);
        }
        return labelled;
    }

    /** The filters that find the containers of a service and destination. */
    public static List<String> filters(Configuration configuration) {
        return List.of(
                "--filter",
                "label=service=" + configuration.service(),
                "--filter",
                "label=destination=" + configuration.destination().orElse(""));
    }

    /** The filters that find the containers of a role. */
    public static List<String> filters(Configuration configuration, Role role) {
        List<String> filters = new ArrayList<>(filters(configuration));
        filters.addAll(List.of("--filter", "label=role=" + role.name()));
        return filters;
    }

    /** The filters that find the containers of a role that serve some of the visitors. */
    public static List<String> filtersOfVisitors(Configuration configuration, Role role) {
        List<String> filters = new ArrayList<>(filters(configuration));
        filters.addAll(List.of("--filter", "label=" + VISITORS + "=" + role.name()));
        return filters;
    }

    /** The filter that finds images and containers of a service, whatever their destination. */
    public static List<String> serviceFilter(Configuration configuration) {
        return List.of("--filter", "label=service=" + configuration.service());
    }
}
