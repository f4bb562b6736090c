package io.jenkins.plugins.kamal.task.lock;

import hudson.console.ModelHyperlinkNote;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        /** The build has ended a short time ago; its engine may still finish or undo a host. */
        ENDING,
        /** The build has ended, and so has its engine. */
        ENDED
    }

    /** How long an engine may take to notice the end of its build, and to finish or undo its host. */
    private static final String GRACE_SECONDS = "io.jenkins.plugins.kamal.lockGraceSeconds";

    private static final int USUAL_GRACE_SECONDS = 180;

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
        String link = ModelHyperlinkNote.encodeTo("/" + build.getUrl(), build.getFullDisplayName());
        return new LockOwner(
                state,
                switch (state) {
                    case RUNNING -> Messages.LockOwner_running(link);
                    case ENDING -> Messages.LockOwner_ending(link, grace().toSeconds());
                    default -> Messages.LockOwner_ended(link);
                });
    }

    private static State stateOf(Run<?, ?> build, Instant now) {
        if (build.isBuilding()) {
            return State.RUNNING;
        }
        Instant end = Instant.ofEpochMilli(build.getStartTimeInMillis() + build.getDuration());
        return now.isBefore(end.plus(grace())) ? State.ENDING : State.ENDED;
    }

    private static Duration grace() {
        return Duration.ofSeconds(SystemProperties.getInteger(GRACE_SECONDS, USUAL_GRACE_SECONDS));
    }
}
