package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;

/**
 * What the new containers of a role find on a host.
 *
 * @param old the containers that have served until now, under the names that they have as soon as the new ones run; null
 *     if none has
 * @param renaming what has to be done before the first new container is started; no steps if their names are free
 * @param announcement the text for the log that announces the renaming; null if nothing is renamed
 * @param inTheWay the short ids of the containers that {@code renaming} renames
 */
record Room(
        @CheckForNull Instances old,
        Script renaming,
        @CheckForNull String announcement,
        List<String> inTheWay) {

    Room {
        inTheWay = List.copyOf(inTheWay);
    }

    /** Names that are free. */
    static Room free(@CheckForNull Instances old) {
        return new Room(old, Script.of(), null, List.of());
    }

    /** Announces the renaming, which follows at once. */
    void announce(RunLog log, Host host) {
        if (announcement != null) {
            log.info(host, announcement);
        }
    }

    /**
     * Whether it is unknown after this failure if the containers were renamed. Only a failed command is an answer of the
     * host.
     */
    boolean isUnknownAfter(Throwable failure) {
        return !renaming.steps().isEmpty() && !(failure instanceof CommandFailedException);
    }

    /** Whether this is the failure of the renaming, after which no new container has been started. */
    boolean isFailedBy(Throwable failure) {
        return failure instanceof CommandFailedException failed
                && renaming.steps().stream()
                        .anyMatch(step -> step.command().equals(failed.output().command()));
    }
}
