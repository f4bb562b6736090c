package io.jenkins.plugins.kamal.engine.protocol;

/** Receives the events of a run, in order. */
@FunctionalInterface
public interface Events {

    /** Receives an event; safe to call from several threads. */
    void tell(DeployEvent event);
}
