package io.jenkins.plugins.kamal.engine.protocol;

/** Takes what happens, in order. */
@FunctionalInterface
public interface Events {

    /** Takes note of an event; safe to call from several threads. */
    void tell(DeployEvent event);
}
