package io.jenkins.plugins.kamal.engine.shell.ssh.rehearsal;

/**
 * What a command does on a {@link RehearsalServer}.
 *
 * @param output what it prints on standard output
 * @param exitStatus its exit status
 */
public record RehearsedAnswer(String output, int exitStatus) {

    /** A command that succeeds. */
    public static RehearsedAnswer printing(String output) {
        return new RehearsedAnswer(output, 0);
    }

    /** A command that fails without a word. */
    public static RehearsedAnswer failing() {
        return new RehearsedAnswer("", 1);
    }
}
