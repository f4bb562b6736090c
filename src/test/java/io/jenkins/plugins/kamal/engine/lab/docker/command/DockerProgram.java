package io.jenkins.plugins.kamal.engine.lab.docker.command;

/** What stands behind a {@code docker} executable of the lab; called from several threads at once. */
@FunctionalInterface
public interface DockerProgram {

    /** Does what the call asks for; a failure is in the reply. */
    DockerReply run(DockerCall call);
}
