package io.jenkins.plugins.kamal.task.lock;

import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.util.SystemProperties;

/**
 * The owner of a deploy lock, as far as Jenkins knows.
 *
 * @param state whether the owner can still need the lock
 * @param text the owner and the state, for the log, with a link to the build
 */
public record LockOwner(State state, String text) {

    /** Whether the owner can still need the lock. */
    public enum State {
        /** The owner is not a build of this Jenkins in which steps of the plugin have run. */
        UNKNOWN,
        /** The build is running. */
        RUNNING,
        /** The build has ended, but nobody knows when, as after a crash of the controller; its engine may still be at work. */
        UNTIMED,
        /** The build has ended a short time ago; its engine may still finish or undo a host. */
        ENDING,
        /** The engines of the build have reported their ends, or have had enough time to stop. */
        ENDED
    }

    /** Replaces the computed time that an engine may need to notice the end of its build, and to finish or undo its host. */
    private static final String GRACE_SECONDS = "io.jenkins.plugins.kamal.lockGraceSeconds";

    private static final long SHORTEST_GRACE_SECONDS = 180;

    /** How long an engine may take to notice the end of its build. */
    private static final long NOTICE_SECONDS = 60;

    /** The time to stop of an engine that did not say how long it takes. */
    private static final long UNKNOWN_STOP_SECONDS = TimeUnit.HOURS.toSeconds(1);

    private static final long LONGEST_STOP_SECONDS = TimeUnit.DAYS.toSeconds(1);

    /** The owner of the lock with these details. */
    public static LockOwner of(String details, Instant now) {
        List<Run<?, ?>> builds = LockBuilds.of(details);
        if (builds.isEmpty() || builds.stream().anyMatch(build -> build.getAction(DeploymentAction.class) == null)) {
            return new LockOwner(State.UNKNOWN, Messages.LockOwner_unknown());
        }
        State state = builds.stream()
                .map(build -> stateOf(build, now))
                .min(Enum::compareTo)
                .orElse(State.UNKNOWN);
        Run<?, ?> build = builds.get(builds.size() - 1);
        String link = LockBuilds.linkTo(build);
        return new LockOwner(
                state,
                switch (state) {
                    case RUNNING -> Messages.LockOwner_running(link);
                    case UNTIMED -> Messages.LockOwner_untimed(link);
                    case ENDING ->
                        Messages.LockOwner_ending(
                                link,
                                Long.toString(builds.stream()
                                        .mapToLong(LockOwner::graceSeconds)
                                        .max()
                                        .orElse(SHORTEST_GRACE_SECONDS)));
                    default -> Messages.LockOwner_ended(link);
                });
    }

    private static State stateOf(Run<?, ?> build, Instant now) {
        if (build.isBuilding()) {
            return State.RUNNING;
        }
        if (unreported(build).isEmpty()) {
            return State.ENDED;
        }
        if (build.getDuration() == 0) {
            return State.UNTIMED;
        }
        Instant end = Instant.ofEpochMilli(build.getStartTimeInMillis() + build.getDuration());
        return now.isBefore(end.plusSeconds(graceSeconds(build))) ? State.ENDING : State.ENDED;
    }

    /** The commands of a build whose engines have not reported their ends. */
    private static List<Deployment> unreported(Run<?, ?> build) {
        return build.getActions(DeploymentAction.class).stream()
                .map(DeploymentAction::getDeployment)
                .filter(deployment -> !deployment.isEndReported())
                .toList();
    }

    private static long graceSeconds(Run<?, ?> build) {
        long needed = unreported(build).stream()
                .mapToLong(deployment -> deployment.stopSeconds().orElse(UNKNOWN_STOP_SECONDS))
                .map(seconds -> Math.min(seconds, LONGEST_STOP_SECONDS) + NOTICE_SECONDS)
                .reduce(SHORTEST_GRACE_SECONDS, Math::max);
        return SystemProperties.getLong(GRACE_SECONDS, needed);
    }
}
