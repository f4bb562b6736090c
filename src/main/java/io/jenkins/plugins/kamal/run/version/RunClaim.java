package io.jenkins.plugins.kamal.run.version;

import hudson.model.Run;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock on a run, held while its version is computed: one of several parallel branches computes it, and the others wait.
 * A claim ends with the process; a version that was not saved by then is computed again.
 */
final class RunClaim implements AutoCloseable {

    private static final Map<String, RunClaim> CLAIMS = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock(true);
    private final String id;
    private int users;

    private RunClaim(String id) {
        this.id = id;
    }

    /** Waits for the claim on this run, and takes it. */
    static RunClaim on(Run<?, ?> run) throws InterruptedException {
        RunClaim claim = CLAIMS.compute(run.getExternalizableId(), (id, present) -> {
            RunClaim known = present == null ? new RunClaim(id) : present;
            known.users++;
            return known;
        });
        try {
            claim.lock.lockInterruptibly();
        } catch (InterruptedException e) {
            claim.leave();
            throw e;
        }
        return claim;
    }

    @Override
    public void close() {
        lock.unlock();
        leave();
    }

    private void leave() {
        CLAIMS.compute(id, (ignored, claim) -> --users == 0 ? null : claim);
    }
}
