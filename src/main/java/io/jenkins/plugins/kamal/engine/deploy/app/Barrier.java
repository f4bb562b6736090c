package io.jenkins.plugins.kamal.engine.deploy.app;

import java.util.concurrent.CompletableFuture;

/**
 * Where the other roles wait until the first container of the primary role is healthy, or is not
 * ({@code lib/kamal/cli/healthcheck/barrier.rb}). The first word counts.
 */
final class Barrier {

    private final CompletableFuture<Boolean> open = new CompletableFuture<>();

    /** Lets the others go; true where this was the first word. */
    boolean open() {
        return open.complete(true);
    }

    /** Stops the others; true where this was the first word. */
    boolean close() {
        return open.complete(false);
    }

    /** Completes with whether the others may boot. */
    CompletableFuture<Boolean> whenDecided() {
        return open.copy();
    }
}
