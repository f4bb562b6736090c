package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;

/**
 * The commands for the clean clone from which an image is built ({@code lib/kamal/commands/builder/clone.rb}). These
 * commands leave out submodules; {@link SubmoduleCommands} handles them.
 *
 * @param root the repository that is cloned
 * @param cloneDirectory the existing directory in which the clone is made
 * @param buildDirectory the directory of the clone
 */
public record CloneCommands(String root, String cloneDirectory, String buildDirectory) {

    /** Creates the clone; fails with {@code already exists and is not an empty directory} if there is one. */
    public Command create() {
        return Command.of("git", "-C", cloneDirectory, "clone", root);
    }

    /**
     * Checks out a commit in an existing clone. Each step must succeed. HEAD is fetched besides the branches, because
     * Jenkins checks out commits that no branch of the workspace has.
     */
    public List<Command> reset(String revision) {
        return List.of(
                git("remote", "set-url", "origin", root),
                git("fetch", "--no-recurse-submodules", "origin", "HEAD", "+refs/heads/*:refs/remotes/origin/*"),
                git("reset", "--no-recurse-submodules", "--hard", revision),
                git("clean", "-ffdx"),
                git("gc", "--auto", "--quiet"));
    }

    /** Prints nothing if the clone is clean. */
    public Command status() {
        return git("status", "--porcelain");
    }

    /** Prints the commit of the clone. */
    public Command revision() {
        return git("rev-parse", "HEAD");
    }

    private Command git(String... arguments) {
        return Command.of("git", "-C", buildDirectory).with(arguments);
    }
}
