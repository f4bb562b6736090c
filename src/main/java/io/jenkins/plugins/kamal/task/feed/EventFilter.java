package io.jenkins.plugins.kamal.task.feed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.CommandFinished;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.CommandStarted;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ContainerBooted;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.PlanMade;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VersionFound;
import io.jenkins.plugins.kamal.engine.protocol.EventJson;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * Accepts only genuine events of one invocation. Hooks and ERB can write into the file of events, also before the engine
 * does. The filter therefore refuses a beginning at another destination, or of another service, than the step's. It takes
 * version and hosts from the first event only, accepts only consecutive numbers and valid values, and limits the amount.
 */
public final class EventFilter implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    public static final String WARNING =
            "some events in the invocation's directory were not recorded, because they do not belong to this"
                    + " command or because there are too many. Check whether a hook writes to events.jsonl";

    private static final Instant OLDEST = Instant.parse("2020-01-01T00:00:00Z");
    static final long MOST_EVENTS = 100_000;
    static final long MOST_CHARACTERS = 64L << 20;
    static final long MOST_RECORDS = 10_000;

    private long events;
    private long characters;
    private long records;
    private long lastNumber;

    /**
     * The number of the last event in order, whose values may have been refused. An event of the engine may contain
     * text from a server, and such an event must not keep out the events after it.
     */
    private long lastRefused;

    private boolean started;
    private boolean finished;
    private String version = "";

    /** The hosts that the command is about; null in a build that an earlier version of the plugin began. */
    @CheckForNull
    private HashSet<String> hosts;

    /** The destination of the step, empty for none; null if any may be named. */
    @CheckForNull
    private String destination;

    /** The service that an administrator's decision about the step is about; null if it is not known. */
    @CheckForNull
    private String service;

    /** Whether the last beginning was refused, so that the events after it belong to another command. */
    private boolean foreign;

    /**
     * A filter for the events of a step.
     *
     * @param destination the destination of the step; null for none
     */
    public EventFilter(@CheckForNull String destination) {
        this.destination = Util.fixNull(destination);
    }

    /** Refuses every other service, unless this is null. */
    public void expectService(@CheckForNull String expected) {
        service = expected;
    }

    /** Accepts any destination, because the words of the command may name it. */
    public void expectAnyDestination() {
        destination = null;
    }

    /** The event in a line, or null if the line is not an event of this invocation. */
    @CheckForNull
    public NumberedEvent accept(String line) {
        characters += line.length();
        if (finished || events >= MOST_EVENTS || characters > MOST_CHARACTERS) {
            return null;
        }
        events++;
        NumberedEvent numbered = read(line);
        if (numbered == null || numbered.number() != lastNumber + 1 && numbered.number() != lastRefused + 1) {
            return null;
        }
        lastRefused = numbered.number();
        if (!EventValues.areValid(numbered.event())) {
            return null;
        }
        if (!isOfThisInvocation(numbered.event())) {
            return null;
        }
        lastNumber = numbered.number();
        long size = EventValues.records(numbered.event());
        records += size;
        return size > 0 && records > MOST_RECORDS && !isEndOfPlan(numbered.event()) ? null : withPossibleTime(numbered);
    }

    /**
     * The end of a plan is exempt from the limit: the plan's fingerprint is in it, and a build keeps only the last one.
     */
    private static boolean isEndOfPlan(DeployEvent event) {
        return event instanceof PlanMade;
    }

    /**
     * The time comes from the agent. A time in the future would keep this deployment the newest forever, and a page
     * cannot show a time that is too far away.
     */
    private static NumberedEvent withPossibleTime(NumberedEvent numbered) {
        Instant now = Instant.now();
        Instant told = numbered.at();
        return told.isBefore(OLDEST) || told.isAfter(now)
                ? new NumberedEvent(numbered.format(), numbered.number(), now, numbered.event())
                : numbered;
    }

    private boolean isOfThisInvocation(DeployEvent event) {
        if (event instanceof CommandStarted first) {
            if (!isOfTheStep(first)) {
                foreign = !started;
                return false;
            }
            boolean isFirst = !started;
            started = true;
            foreign = false;
            version = isFirst ? first.version() : version;
            hosts = isFirst ? new HashSet<>(first.hosts()) : hosts;
            return isFirst;
        }
        if (foreign) {
            return false;
        }
        if (event instanceof CommandFinished) {
            finished = true;
            return true;
        }
        if (event instanceof VersionFound found) {
            boolean isFirst = started && version.isEmpty();
            version = isFirst ? found.version() : version;
            return isFirst;
        }
        boolean isOfAnotherVersion = event instanceof ContainerBooted booted
                && !version.isEmpty()
                && !booted.version().equals(version);
        return !isOfAnotherVersion && isAboutTheHosts(EventValues.appHosts(event));
    }

    /** Whether the command, which must have begun, is about these hosts. */
    private boolean isAboutTheHosts(List<String> named) {
        HashSet<String> known = hosts;
        return named.isEmpty() || started && (known == null || known.containsAll(named));
    }

    private boolean isOfTheStep(CommandStarted first) {
        String expectedDestination = destination;
        String expectedService = service;
        return (expectedDestination == null || expectedDestination.equals(first.destination()))
                && (expectedService == null || expectedService.equals(first.service()));
    }

    @CheckForNull
    private static NumberedEvent read(String line) {
        try {
            return EventJson.read(line);
        } catch (RuntimeException notAnEvent) {
            return null;
        }
    }
}
