package io.jenkins.plugins.kamal.engine.lab.docker.command;

import java.util.List;

/** Ends a simulated call early, with the reply that it ends with. */
public final class DockerFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient DockerReply reply;

    private DockerFailure(DockerReply reply) {
        super(reply.stderr(), null, false, false);
        this.reply = reply;
    }

    public DockerReply reply() {
        return reply;
    }

    public static DockerFailure of(DockerReply reply) {
        return new DockerFailure(reply);
    }

    /** What the engine says when it refuses something. */
    public static DockerFailure daemon(String message) {
        return new DockerFailure(DockerReply.failure(1, "Error response from daemon: " + message));
    }

    public static DockerFailure noSuchContainer(String name) {
        return daemon("No such container: " + name);
    }

    /** The lab's own refusal: nothing passes because the simulation guessed. */
    public static DockerFailure unknown(String what) {
        return new DockerFailure(DockerReply.failure(125, "docker: the simulated Docker does not know " + what));
    }

    /** What the command line says when words are missing. */
    static DockerFailure tooFewArguments(String command, int least) {
        String needs =
                "docker: 'docker %s' requires at least %d argument%s".formatted(command, least, least == 1 ? "" : "s");
        return new DockerFailure(DockerReply.failure(
                1, String.join("\n", List.of(needs, "", "See 'docker " + command + " --help' for more information"))));
    }
}
