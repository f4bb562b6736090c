package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of app containers and the filters that find them again ({@code container_filters} of
 * {@code lib/kamal/commands/app.rb}).
 */
public final class ContainerLabels {

    private ContainerLabels() {}

    /** What a role's containers are labelled with; {@code destination} stands there even without a value. */
    public static Map<String, String> of(Configuration configuration, Role role) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("service", configuration.service());
        labels.put("role", role.name());
        labels.put("destination", configuration.destination().orElse(""));
        labels.putAll(role.labels());
        return labels;
    }

    /** Finds the containers of a service and destination. */
    public static List<String> filters(Configuration configuration) {
        return List.of(
                "--filter",
                "label=service=" + configuration.service(),
                "--filter",
                "label=destination=" + configuration.destination().orElse(""));
    }

    /** Finds the containers of a role. */
    public static List<String> filters(Configuration configuration, Role role) {
        List<String> filters = new ArrayList<>(filters(configuration));
        filters.addAll(List.of("--filter", "label=role=" + role.name()));
        return filters;
    }

    /** Finds images and containers of a service, whatever their destination. */
    public static List<String> serviceFilter(Configuration configuration) {
        return List.of("--filter", "label=service=" + configuration.service());
    }
}
