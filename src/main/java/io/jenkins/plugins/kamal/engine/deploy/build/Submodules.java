package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.command.build.SubmoduleCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The submodules of the clean clone, taken from the workspace, because the credentials that checked them out there are
 * gone when the image is built. Only a submodule that the workspace lacks is fetched from its URL.
 */
final class Submodules {

    private static final Pattern ZERO = Pattern.compile("\0");
    private static final String SUBMODULE = "160000 commit ";

    private final LocalCommands local;

    Submodules(LocalCommands local) {
        this.local = local;
    }

    /**
     * Checks out the submodules of a clone, at all depths, at the commits that the clone's own commit records.
     *
     * @param source the repository in the workspace from which the clone was made
     * @param gitDirectory the directory of the clone's repository
     */
    void bring(Path source, Path clone, Path gitDirectory) {
        SubmoduleCommands commands = new SubmoduleCommands(clone.toString());
        for (String entry : entries(commands, clone)) {
            String commit = entry.substring(SUBMODULE.length(), entry.indexOf('\t'));
            String path = entry.substring(entry.indexOf('\t') + 1);
            Path modules = gitDirectory.resolve("modules").resolve(path);
            if (fromWorkspace(commands, source.resolve(path), clone.resolve(path), path, commit, modules)) {
                bring(source.resolve(path), clone.resolve(path), modules);
            } else {
                fromUrl(commands, clone, path);
            }
        }
    }

    private List<String> entries(SubmoduleCommands commands, Path clone) {
        if (!Files.isRegularFile(clone.resolve(".gitmodules"), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<String> paths = ZERO.splitAsStream(
                        local.attempt(commands.paths(), clone).stdout())
                .filter(setting -> setting.contains("\n"))
                .map(setting -> setting.substring(setting.indexOf('\n') + 1).replaceFirst("/+$", ""))
                .filter(path -> !path.isEmpty())
                .toList();
        return paths.isEmpty()
                ? List.of()
                : ZERO.splitAsStream(local.run(commands.entries(paths), clone).stdout())
                        .filter(entry -> entry.startsWith(SUBMODULE))
                        .toList();
    }

    /** Checks out a submodule from the workspace; returns false if the workspace lacks the submodule or its commit. */
    private boolean fromWorkspace(
            SubmoduleCommands commands, Path source, Path directory, String path, String commit, Path modules) {
        if (!isRepository(source)) {
            return false;
        }
        if (!isRepository(directory)) {
            create(commands, source, directory, path, modules);
        }
        Output fetched = local.attempt(commands.fetch(source.toString(), path, commit), directory);
        if (!fetched.succeeded()) {
            return false;
        }
        commands.reset(path, commit).forEach(step -> local.run(step, directory));
        return true;
    }

    /**
     * Creates the clone of a submodule. Its link to the repository is relative, as git writes such links, because an
     * absolute link would be broken in a container to which the clone is copied.
     */
    private void create(SubmoduleCommands commands, Path source, Path directory, String path, Path modules) {
        try {
            CleanClone.delete(modules);
            Files.createDirectories(Objects.requireNonNull(modules.getParent()));
            local.run(commands.create(source.toString(), path, modules.toString()), source);
            Files.writeString(directory.resolve(".git"), "gitdir: " + directory.relativize(modules) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The submodule's clone cannot be written: " + directory, e);
        }
    }

    private void fromUrl(SubmoduleCommands commands, Path clone, String path) {
        try {
            for (Command step : commands.fetchFromUrl(path)) {
                local.run(step, clone);
            }
        } catch (CommandFailedException e) {
            throw new DeployException(
                    Topic.BUILD,
                    ("The submodule " + path
                                    + " is not in the workspace with the commit that is deployed, and cannot be "
                                    + "fetched from its URL. Check it out in the workspace with `git submodule update "
                                    + "--init --recursive` (in Jenkins: the behaviour \"Advanced sub-modules behaviours\" "
                                    + "of the checkout). ")
                            + e.getMessage(),
                    e.exitStatus(),
                    e);
        }
    }

    private static boolean isRepository(Path directory) {
        return Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    }
}
