package io.jenkins.plugins.kamal.run.deployment;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;

/** The progress of a role on a host while a command is running. */
public enum HostProgress {
    /** The command has not reached this host yet. */
    WAITING,
    /** The host pulls the image. */
    PULLING,
    /** The host has the image. */
    PULLED,
    /** The container is being started. */
    BOOTING,
    /** The container runs; its health is checked. */
    CHECKING,
    /** The container is healthy and serves. */
    SERVING,
    /** The container could not be booted. */
    FAILED;

    static HostProgress of(DeployEvent.Step step) {
        return switch (step) {
            case PULLING -> PULLING;
            case PULLED -> PULLED;
            case BOOTING -> BOOTING;
            case CHECKING -> CHECKING;
        };
    }
}
