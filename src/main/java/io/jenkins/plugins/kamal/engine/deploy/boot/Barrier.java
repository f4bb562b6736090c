package io.jenkins.plugins.kamal.engine.deploy.boot;

import java.util.concurrent.CompletableFuture;

/**
 * Makes the other roles wait until it is known whether the first container of the primary role is healthy
 * ({@code lib/kamal/cli/healthcheck/barrier.rb}). Only the first decision counts.
 */
final class Barrier {

    private final CompletableFuture<Boolean> open = new CompletableFuture<>();

    /** Lets the other roles boot; returns whether this is the first decision. */
    boolean open() {
        return open.complete(true);
    }

    /** Keeps the other roles from booting; returns whether this is the first decision. */
    boolean close() {
        return open.complete(false);
    }

    /** Completes with the decision: whether the other roles may boot. */
    CompletableFuture<Boolean> whenDecided() {
        return open.copy();
    }
}
