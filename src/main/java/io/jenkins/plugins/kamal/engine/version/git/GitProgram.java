package io.jenkins.plugins.kamal.engine.version.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine's own {@code git}, for what JGit cannot read. */
public interface GitProgram {

    /**
     * Runs git and waits for it.
     *
     * @param directory where it runs
     * @param arguments everything after {@code git}
     * @return what came of it; empty where this machine has no git
     */
    Optional<Result> run(Path directory, List<String> arguments);

    /**
     * What came of a git command.
     *
     * @param status its exit status
     * @param output its standard output; paths in UTF-8, as git keeps them
     * @param errors its standard error
     */
    record Result(int status, String output, String errors) {}
}
