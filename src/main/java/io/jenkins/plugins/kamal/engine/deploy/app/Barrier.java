package io.jenkins.plugins.kamal.engine.deploy.app;

import java.util.concurrent.CompletableFuture;

/**
 * The other roles wait here until the first container of the primary role is known to be healthy or not
 * ({@code lib/kamal/cli/healthcheck/barrier.rb}). The first decision counts.
 */
final class Barrier {

    private final CompletableFuture<Boolean> open = new CompletableFuture<>();

    /** Lets the other roles boot; true if this is the first decision. */
    boolean open() {
        return open.complete(true);
    }

    /** Stops the other roles; true if this is the first decision. */
    boolean close() {
        return open.complete(false);
    }

    /** Completes with the decision: whether the other roles may boot. */
    CompletableFuture<Boolean> whenDecided() {
        return open.copy();
    }
}
