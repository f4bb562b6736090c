package io.jenkins.plugins.kamal.engine.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.time.Duration;
import java.util.List;

/**
 * The destination and service for which an administrator's settings for destinations allow the step to run. Jenkins
 * decides by the step's parameters, but the configuration in the workspace decides what is deployed. Therefore, the
 * engine compares the two, also in the commands that hooks call.
 *
 * @param destination the destination of the step; null for none
 * @param service the service that the decision is about; null if it holds for every service
 * @param freeze why servers must not be changed now; null if they may be
 * @param upcoming the freeze that begins next, for a step that waits for the deploy lock; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DestinationLimits(
        @CheckForNull String destination,
        @CheckForNull String service,
        @CheckForNull String freeze,
        @CheckForNull Upcoming upcoming) {

    /**
     * A freeze that has not begun. Its start is given as a duration, not as a time, because the clocks of controller
     * and agent may differ.
     *
     * @param seconds in how many seconds it begins
     * @param reason why servers must not be changed then
     */
    public record Upcoming(long seconds, String reason) {}

    /** Limits without a coming freeze. */
    public DestinationLimits(
            @CheckForNull String destination, @CheckForNull String service, @CheckForNull String freeze) {
        this(destination, service, freeze, null);
    }

    /** These limits after some time. */
    DestinationLimits after(Duration elapsed) {
        return upcoming == null
                ? this
                : new DestinationLimits(
                        destination,
                        service,
                        freeze,
                        new Upcoming(Math.max(0, upcoming.seconds() - elapsed.toSeconds()), upcoming.reason()));
    }

    /**
     * Rejects a command that the step is not allowed to run.
     *
     * @param actualDestination the destination of the configuration, or null for none
     * @param actualService the service of the configuration
     * @param words the command and its subcommand
     */
    public void require(@CheckForNull String actualDestination, String actualService, List<String> words) {
        String allowed = destination == null ? "" : destination;
        String actual = actualDestination == null ? "" : actualDestination;
        if (!actual.equals(allowed)) {
            throw new EngineException(
                    Topic.DESTINATIONS,
                    "The command is for " + named(actual) + ", but Jenkins has started the step for "
                            + named(allowed)
                            + ". Name the destination with the step's parameter 'destination', and nowhere else:"
                            + " the administrator's settings for destinations hold for the step");
        }
        if (service != null && !service.equals(actualService)) {
            throw new EngineException(
                    Topic.DESTINATIONS,
                    "The service is " + actualService
                            + ", but Jenkins has started the step for the service " + service
                            + ", which config/deploy.yml named when the step began. Do not change `service` while a step is starting");
        }
        if (freeze != null && !ReadOnlyCommands.contains(words)) {
            throw new EngineException(Topic.DESTINATIONS, freeze);
        }
    }

    private static String named(String name) {
        return name.isEmpty() ? "no destination" : "the destination " + name;
    }
}
