package io.jenkins.plugins.kamal.engine.deploy.lock;

import io.jenkins.plugins.kamal.engine.command.server.LockDetails;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides after each failed attempt to take the lock whether to wait and try again, or to give up. */
final class LockPatience {

    private final Session session;
    private final HostLock lock;
    private final Instant end;

    LockPatience(Session session, HostLock lock) {
        this.session = session;
        this.lock = lock;
        Request.LockWait wait = session.request().options().lockWait();
        this.end = session.log().clock().instant().plus(wait == null ? Duration.ZERO : wait.timeout());
    }

    /** Returns when the next attempt is due; throws if there is to be none. */
    void awaitNextAttempt(Output failed) {
        if (!failed.stderr().contains("File exists")) {
            lock.requireSuccess(failed);
        }
        Optional<String> holder = lock.holder().filter(details -> !details.isEmpty());
        holder.ifPresent(this::waitFor);
    }

    private void waitFor(String holder) {
        Request.LockWait wait = session.request().options().lockWait();
        if (wait == null) {
            throw held("", holder);
        }
        if (!holder.contains(LockDetails.AUTOMATIC)) {
            throw held(" It was taken by hand, so it is not waited for.", holder);
        }
        if (!session.log().clock().instant().isBefore(end)) {
            throw held(" It was waited for in vain.", holder);
        }
        session.log()
                .info("    The deploy lock is held; trying again in "
                        + wait.interval().toSeconds() + " s\n" + holder.indent(4));
        session.stop().interruptibly("the wait for the deploy lock", () -> {
            Thread.sleep(wait.interval().toMillis());
            return null;
        });
    }

    private DeployException held(String why, String holder) {
        return new DeployException(Topic.LOCK, DeployLock.held(session.configuration(), lock.host(), why, holder));
    }
}
