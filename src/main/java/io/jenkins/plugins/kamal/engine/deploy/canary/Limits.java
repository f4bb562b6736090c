package io.jenkins.plugins.kamal.engine.deploy.canary;

import io.jenkins.plugins.kamal.engine.host.selection.Filters;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;

/** The options that restrict a deploy, because nothing else keeps the next command from the other hosts. */
final class Limits {

    private Limits() {}

    /** The options, each after a space; empty if there are none. */
    static String of(Filters filters) {
        return (filters.primaryOnly() ? " --primary" : "")
                + option(" --hosts ", filters.hosts())
                + option(" --roles ", filters.roles());
    }

    private static String option(String name, List<String> patterns) {
        return patterns.isEmpty() ? "" : name + Command.quote(String.join(",", patterns));
    }
}
