package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.config.model.Builder.Cache;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The options {@code --cache-to} and {@code --cache-from} of a build ({@code cache_from} and {@code cache_to} of
 * {@code lib/kamal/configuration/builder.rb}).
 */
final class BuildCache {

    private static final Pattern OPTION_FOR_READING = Pattern.compile("(url|url_v2|token|scope|timeout)=.*");

    private final Configuration configuration;

    BuildCache(Configuration configuration) {
        this.configuration = configuration;
    }

    Command addTo(Command build) {
        return configuration.builder().cache().map(cache -> addTo(build, cache)).orElse(build);
    }

    private Command addTo(Command build, Cache cache) {
        return switch (cache.type()) {
            case "gha" ->
                build.with("--cache-to", to(List.of("type=gha"), cache)).with("--cache-from", fromGitHub(cache));
            case "registry" ->
                build.with("--cache-to", to(registry(cache), cache))
                        .with("--cache-from", String.join(",", registry(cache)));
            default -> build;
        };
    }

    private static String to(List<String> where, Cache cache) {
        List<String> parts = new ArrayList<>(where);
        cache.options().ifPresent(parts::add);
        return String.join(",", parts);
    }

    /** Leaves out options for writing, such as {@code mode}, because {@code --cache-from} refuses them. */
    private static String fromGitHub(Cache cache) {
        List<String> parts = new ArrayList<>(List.of("type=gha"));
        for (String option : cache.options().map(text -> text.split(",", 0)).orElse(new String[0])) {
            if (OPTION_FOR_READING.matcher(option).matches()) {
                parts.add(option);
            }
        }
        return String.join(",", parts);
    }

    private List<String> registry(Cache cache) {
        String image = cache.image().orElse(configuration.image() + "-build-cache");
        String reference = configuration
                .registry()
                .server()
                .map(server -> server + "/" + image)
                .orElse(image);
        return List.of("type=registry", "ref=" + reference);
    }
}
