package io.jenkins.plugins.kamal.engine.deploy.lock;

import io.jenkins.plugins.kamal.engine.deploy.run.Session;

/** The operations on the deploy lock ({@code lib/kamal/cli/lock.rb}). */
public final class LockOperations {

    private final Session session;

    public LockOperations(Session session) {
        this.session = session;
    }

    /** Takes the lock with a message; it stays until it is released. */
    public void acquire(String message) {
        new DeployLock(session).acquire(message);
        session.log().important("Acquired the deploy lock");
    }

    /** Releases the lock, whoever holds it. */
    public void release() {
        new HostLock(session).releaseAny();
        session.log().important("Released the deploy lock");
    }

    /** Prints who holds the lock. */
    public void status() {
        session.log().result(new HostLock(session).holder().orElse("There is no deploy lock"));
    }
}
