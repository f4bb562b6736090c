package io.jenkins.plugins.kamal.engine.process;

/**
 * The output and the exit status of a program.
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
