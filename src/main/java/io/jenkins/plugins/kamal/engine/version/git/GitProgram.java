package io.jenkins.plugins.kamal.engine.version.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The {@code git} of this machine, for repositories that JGit cannot read. */
public interface GitProgram {

    /**
     * Runs git and waits for it.
     *
     * @param directory where it runs
     * @param arguments everything after {@code git}
     * @return the result; empty if this machine has no git
     */
    Optional<Result> run(Path directory, List<String> arguments);

    /**
     * The result of a git command.
     *
     * @param status its exit status
     * @param output its standard output; paths are in UTF-8, as git stores them
     * @param errors its standard error
     */
    record Result(int status, String output, String errors) {}
}
