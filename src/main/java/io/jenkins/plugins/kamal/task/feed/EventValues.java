package io.jenkins.plugins.kamal.task.feed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.BootFailed;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.CanaryPaused;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.CommandFinished;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.CommandStarted;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ContainerBooted;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.HookFinished;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.HostAdvanced;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.HostWatched;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ImageBuilt;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ImagePushed;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.InstancesBooted;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.LockHeld;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.MigrationFinished;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.PhaseStarted;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.PlanMade;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.RoleFound;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.RoleServed;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Skipped;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.StatusAsked;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Traffic;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VersionFound;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VisitorsChosen;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VisitorsEnded;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Checks whether the values of an event can enter records and pages: each needs the form and length of its kind. */
final class EventValues {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{12,64}");
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}_.:%@\\[\\]-]{1,300}");
    private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9._~@+:/=-]{1,100}");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9_./:@\\[\\]-]{1,600}");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{12}(\\.[0-9a-f]{12}){0,9999}");
    private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(365);
    private static final Pattern QUESTION = Pattern.compile("[0-9]{1,6}");
    private static final int MOST_INSTANCES = 10_000;
    private static final int LABEL_LENGTH = 1_000;
    private static final int TEXT_LENGTH = 64 << 10;

    private EventValues() {}

    /**
     * The hosts of the app that an event is about; empty if it is about none, or if it may be about another server, such
     * as that of an accessory.
     */
    static List<String> appHosts(DeployEvent event) {
        if (event instanceof ContainerBooted booted) {
            return List.of(booted.host());
        }
        if (event instanceof InstancesBooted booted) {
            return List.of(booted.host());
        }
        if (event instanceof RoleServed served) {
            return List.of(served.host());
        }
        if (event instanceof HostAdvanced advanced) {
            return List.of(advanced.host());
        }
        if (event instanceof BootFailed failed) {
            return List.of(failed.host());
        }
        if (event instanceof HostWatched watched) {
            return List.of(watched.host());
        }
        if (event instanceof MigrationFinished migration) {
            return List.of(migration.host());
        }
        if (event instanceof CanaryPaused canary) {
            return canary.hosts();
        }
        if (event instanceof VisitorsEnded ended) {
            return ended.hosts();
        }
        return event instanceof VisitorsChosen chosen ? chosen.hosts() : List.of();
    }

    static boolean areValid(DeployEvent event) {
        if (event instanceof CommandStarted started) {
            return started.stopSeconds() >= 0
                    && is(NAME, started.service())
                    && isOrEmpty(NAME, started.destination())
                    && isOrEmpty(VERSION, started.version())
                    && isLabel(started.command())
                    && all(HOST, started.hosts())
                    && areAppHosts(started.appHosts(), started.hosts())
                    && all(NAME, started.roles());
        }
        if (event instanceof ContainerBooted booted) {
            return is(HOST, booted.host())
                    && is(NAME, booted.role())
                    && is(NAME, booted.container())
                    && isOrEmpty(CONTAINER_ID, booted.containerId())
                    && is(VERSION, booted.version())
                    && is(IMAGE, booted.image())
                    && isOrEmpty(DIGEST, booted.imageId())
                    && isOrEmpty(DIGEST, booted.digest())
                    && booted.proof() != null
                    && isDuration(booted.millis());
        }
        if (event instanceof InstancesBooted booted) {
            return is(HOST, booted.host()) && is(NAME, booted.role()) && isCount(booted.instances());
        }
        if (event instanceof RoleServed served) {
            return is(HOST, served.host()) && is(NAME, served.role()) && isOrEmpty(VERSION, served.version());
        }
        if (event instanceof VersionFound found) {
            return is(VERSION, found.version());
        }
        if (event instanceof ImagePushed pushed) {
            return is(IMAGE, pushed.reference()) && isOrEmpty(DIGEST, pushed.digest());
        }
        if (event instanceof ImageBuilt built) {
            return is(IMAGE, built.reference()) && isDuration(built.millis());
        }
        return isTextValid(event);
    }

    private static boolean isTextValid(DeployEvent event) {
        if (event instanceof BootFailed failed) {
            return is(HOST, failed.host()) && is(NAME, failed.role()) && isText(failed.reason());
        }
        if (event instanceof CanaryPaused paused) {
            return all(HOST, paused.hosts())
                    && paused.hostCount() >= paused.hosts().size();
        }
        if (event instanceof VisitorsChosen chosen) {
            return chosen.percent() >= 0
                    && chosen.percent() <= 100
                    && all(COOKIE, chosen.allowed())
                    && all(HOST, chosen.hosts())
                    && chosen.hostCount() >= chosen.hosts().size();
        }
        if (event instanceof VisitorsEnded ended) {
            return all(HOST, ended.hosts());
        }
        if (event instanceof HostAdvanced advanced) {
            return is(HOST, advanced.host()) && isOrEmpty(NAME, advanced.role()) && advanced.step() != null;
        }
        if (event instanceof HookFinished hook) {
            return is(NAME, hook.hook()) && isDuration(hook.millis());
        }
        if (event instanceof MigrationFinished migration) {
            return is(HOST, migration.host())
                    && is(NAME, migration.role())
                    && isLabel(migration.command())
                    && isDuration(migration.millis())
                    && isText(migration.output());
        }
        if (event instanceof LockHeld held) {
            return is(HOST, held.host())
                    && isLabel(held.path())
                    && isText(held.details())
                    && isOrEmpty(QUESTION, held.question());
        }
        if (event instanceof Skipped skipped) {
            return isLabel(skipped.what()) && isText(skipped.why());
        }
        if (event instanceof ChangePlanned change) {
            return is(HOST, change.host())
                    && isOrEmpty(NAME, change.role())
                    && change.kind() != null
                    && isLabel(change.name())
                    && isText(change.before())
                    && isText(change.after());
        }
        if (event instanceof PlanMade made) {
            return is(FINGERPRINT, made.fingerprint()) && all(NAME, made.hooks());
        }
        if (event instanceof RoleFound found) {
            return is(HOST, found.host())
                    && is(NAME, found.role())
                    && isOrEmpty(VERSION, found.version())
                    && is(NAME, found.state())
                    && isOrEmpty(DIGEST, found.digest())
                    && isCount(found.instances());
        }
        if (event instanceof DriftFound found) {
            return is(HOST, found.host())
                    && isOrEmpty(NAME, found.role())
                    && found.kind() != null
                    && isLabel(found.expected())
                    && isLabel(found.actual());
        }
        if (event instanceof HostWatched watched) {
            return is(HOST, watched.host())
                    && watched.seconds() >= 0
                    && isTraffic(watched.before())
                    && isTraffic(watched.after())
                    && watched.restarts() >= 0
                    && watched.oomKills() >= 0
                    && watched.outcome() != null
                    && isText(watched.problem());
        }
        if (event instanceof StatusAsked asked) {
            return isOrEmpty(VERSION, asked.expected());
        }
        if (event instanceof PhaseStarted phase) {
            return isLabel(phase.phase());
        }
        return !(event instanceof CommandFinished finished)
                || isText(finished.message()) && isDuration(finished.millis());
    }

    /** How many entries an event adds to the lists that are kept with the build. */
    static int records(DeployEvent event) {
        if (event instanceof CommandStarted started) {
            List<String> appHosts = started.appHosts();
            return started.hosts().size()
                    + (appHosts == null ? 0 : appHosts.size())
                    + started.roles().size();
        }
        if (event instanceof PlanMade made) {
            return made.hooks().size();
        }
        if (event instanceof CanaryPaused paused) {
            return paused.hosts().size();
        }
        if (event instanceof VisitorsChosen chosen) {
            return chosen.hosts().size() + chosen.allowed().size();
        }
        if (event instanceof VisitorsEnded ended) {
            return ended.hosts().size();
        }
        return event instanceof ContainerBooted
                        || event instanceof RoleServed
                        || event instanceof BootFailed
                        || event instanceof HookFinished
                        || event instanceof MigrationFinished
                        || event instanceof Skipped
                        || event instanceof ChangePlanned
                        || event instanceof RoleFound
                        || event instanceof DriftFound
                        || event instanceof HostWatched
                ? 1
                : 0;
    }

    private static boolean is(Pattern form, @CheckForNull String value) {
        return value != null && form.matcher(value).matches();
    }

    private static boolean isOrEmpty(Pattern form, @CheckForNull String value) {
        return value != null && (value.isEmpty() || form.matcher(value).matches());
    }

    private static boolean all(Pattern form, @CheckForNull List<String> values) {
        return values != null && values.stream().allMatch(value -> is(form, value));
    }

    /** An engine of an earlier version does not name the hosts of the app. */
    private static boolean areAppHosts(@CheckForNull List<String> appHosts, List<String> hosts) {
        return appHosts == null || new HashSet<>(hosts).containsAll(appHosts);
    }

    private static boolean isCount(int number) {
        return number >= 0 && number <= MOST_INSTANCES;
    }

    private static boolean isDuration(long millis) {
        return millis >= 0 && millis <= LONGEST_MILLIS;
    }

    private static boolean isTraffic(@CheckForNull Traffic traffic) {
        return traffic != null
                && traffic.errors() >= 0
                && traffic.requests() >= traffic.errors()
                && isDuration(traffic.p95Millis());
    }

    private static boolean isLabel(@CheckForNull String value) {
        return value != null && value.length() <= LABEL_LENGTH;
    }

    private static boolean isText(@CheckForNull String value) {
        return value != null && value.length() <= TEXT_LENGTH;
    }
}
