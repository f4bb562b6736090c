package io.jenkins.plugins.kamal.engine.command.plan;

import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;

/** The questions about what happened to containers since they were started, as commands that only read. */
public final class WatchQuestions {

    /** Docker forgets events sooner, because it keeps only the last 256. */
    private static final String LONG_AGO = "24h";

    private static final String CONDITION = "{{.ID}} {{.RestartCount}} {{.State.OOMKilled}} {{.State.Status}}";

    private WatchQuestions() {}

    /**
     * Prints id, number of restarts, {@code true} if the last end was for lack of memory, and state of each container.
     */
    public static Command conditions(List<String> ids) {
        return Command.of("docker", "container", "inspect", "--format", CONDITION)
                .with(ids)
                .brief();
    }

    /** Prints the id of a container for each process that the kernel ended for lack of memory. */
    public static Command outOfMemory(List<String> ids) {
        Command events = Command.of("docker", "events", "--since", LONG_AGO, "--until", "0s", "--filter")
                .with("type=container", "--filter", "event=oom");
        for (String id : ids) {
            events = events.with("--filter", "container=" + id);
        }
        return events.with("--format", "{{.Actor.ID}}").brief();
    }
}
