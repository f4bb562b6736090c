package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;

/**
 * The commands for the submodules of a clean clone.
 *
 * @param directory the directory of the clone that has the submodules
 */
public record SubmoduleCommands(String directory) {

    /** Prints the keys and paths in {@code .gitmodules}; exit status 1 means that there are none. */
    public Command paths() {
        return git("config", "-z", "--file", ".gitmodules", "--get-regexp", "^submodule\\..*\\.path$");
    }

    /** Prints the entries of the checked-out commit at these paths. */
    public Command entries(List<String> paths) {
        return git("ls-tree", "-z", "HEAD", "--").with(paths);
    }

    /**
     * Clones a submodule from a directory without checking out its files; {@code gitDirectory} is the place where git
     * puts the repository of the submodule.
     */
    public Command create(String source, String path, String gitDirectory) {
        return git("clone", "--no-checkout", "--separate-git-dir", gitDirectory, source, path);
    }

    /** Fetches a commit from a directory into the clone of a submodule. */
    public Command fetch(String source, String path, String commit) {
        return in(path, "fetch", "--no-recurse-submodules", "--update-shallow", source, commit);
    }

    /** Checks out a commit in the clone of a submodule. Each step must succeed. */
    public List<Command> reset(String path, String commit) {
        return List.of(in(path, "reset", "--no-recurse-submodules", "--hard", commit), in(path, "clean", "-ffdx"));
    }

    /** Fetches a submodule and its nested submodules from the URL that the commit names. Each step must succeed. */
    public List<Command> fetchFromUrl(String path) {
        return List.of(
                git("submodule", "sync", "--quiet", "--recursive", "--", path),
                git("submodule", "update", "--init", "--recursive", "--force", "--", path));
    }

    private Command git(String... arguments) {
        return Command.of("git", "-C", directory).with(arguments);
    }

    private Command in(String path, String... arguments) {
        return Command.of("git", "-C", directory + "/" + path).with(arguments);
    }
}
