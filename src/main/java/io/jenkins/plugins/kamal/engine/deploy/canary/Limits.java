package io.jenkins.plugins.kamal.engine.deploy.canary;

import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.selection.Filters;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;

/** The options that name the destination of a deploy and restrict the deploy, because nothing else keeps the next command from the other hosts. */
final class Limits {

    private Limits() {}

    /** The options, each after a space; empty if there are none. */
    static String of(Session session) {
        Filters filters = session.targets().filters();
        return session.configuration()
                        .destination()
                        .map(destination -> " -d " + Command.quote(destination))
                        .orElse("")
                + (filters.primaryOnly() ? " --primary" : "")
                + option(" --hosts ", filters.hosts())
                + option(" --roles ", filters.roles());
    }

    private static String option(String name, List<String> patterns) {
        return patterns.isEmpty() ? "" : name + Command.quote(String.join(",", patterns));
    }
}
