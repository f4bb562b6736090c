package io.jenkins.plugins.kamal.engine.deploy;

/** The deploy lock in a person's hand ({@code lib/kamal/cli/lock.rb}). */
public final class LockByHand {

    private final Session session;

    /** For this session. */
    public LockByHand(Session session) {
        this.session = session;
    }

    /** Takes the lock with a message; it stays until it is released. */
    public void acquire(String message) {
        new Hooks(session).run("pre-connect", Hooks.Sees.SECRETS);
        new DeployLock(session).acquire(message);
        session.journal().important("Acquired the deploy lock");
    }

    /** Gives the lock back, whoever has it. */
    public void release() {
        new Hooks(session).run("pre-connect", Hooks.Sees.SECRETS);
        new DeployLock(session).releaseAny();
        session.journal().important("Released the deploy lock");
    }

    /** Tells who has the lock. */
    public void status() {
        new Hooks(session).run("pre-connect", Hooks.Sees.SECRETS);
        session.journal().important(new DeployLock(session).status().orElse("There is no deploy lock"));
    }
}
