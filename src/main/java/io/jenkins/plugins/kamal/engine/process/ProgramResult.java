package io.jenkins.plugins.kamal.engine.process;

/**
 * What a program has printed, and its exit status.
 *
 * @param stdout its standard output
 * @param stderr its standard error
 */
public record ProgramResult(int exitStatus, String stdout, String stderr) {

    @Override
    public String toString() {
        return "exit status " + exitStatus;
    }
}
