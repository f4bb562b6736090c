package io.jenkins.plugins.kamal.engine.lab.docker.command;

import java.util.List;

/**
 * What a call of {@code docker} ends with.
 *
 * @param exitStatus its exit status
 * @param stdout what it prints, line ends included
 * @param stderr what it prints on standard error, line ends included
 */
public record DockerReply(int exitStatus, String stdout, String stderr) {

    /** Stands for the exit status of a call that does not end by itself. */
    static final int NO_END = -1;

    /** What a call prints that then waits for more to print, such as {@code docker logs --follow}. */
    public static DockerReply following(String stdout) {
        return new DockerReply(NO_END, stdout, "");
    }

    /** Success without a word. */
    public static DockerReply ok() {
        return new DockerReply(0, "", "");
    }

    /** Success, and these lines. */
    public static DockerReply lines(List<String> lines) {
        return new DockerReply(0, lines.isEmpty() ? "" : String.join("\n", lines) + "\n", "");
    }

    /** Success, and these lines. */
    public static DockerReply lines(String... lines) {
        return lines(List.of(lines));
    }

    /** A failure with this message on standard error. */
    public static DockerReply failure(int exitStatus, String message) {
        return new DockerReply(exitStatus, "", message + "\n");
    }

    /** Whether it ends with 0. */
    public boolean succeeded() {
        return exitStatus == 0;
    }
}
