package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.command.build.CloneCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.version.git.ProjectRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * The clean clone from which the image is built, so that only committed files get into it. The clone is kept for the
 * next build of the same directory ({@code lib/kamal/cli/build/clone.rb}, {@code clone_directory} of
 * {@code configuration/builder.rb}).
 */
final class CleanClone {

    private static final int DIRECTORY_DIGITS = 13;

    private final Session session;
    private final LocalCommands local;
    private final Path root;
    private final Path repository;
    private final Path clonesDirectory;
    private final Path cloneDirectory;
    private final Path buildDirectory;
    private final CloneCommands commands;

    CleanClone(Session session, ProjectRepository source) {
        this.session = session;
        this.local = new LocalCommands(session);
        Path project = session.project().directory();
        this.clonesDirectory = session.project().temporaryDirectory().resolve("kamal-clones");
        this.cloneDirectory =
                clonesDirectory.resolve(session.configuration().service() + "-" + digits(project.toString()));
        this.root = source.root();
        this.repository = cloneDirectory.resolve(source.name());
        this.buildDirectory = repository.resolve(source.pathInside());
        this.commands = new CloneCommands(root.toString(), cloneDirectory.toString(), repository.toString());
    }

    /** Checks out the commit in the clone, and returns the directory in the clone that corresponds to the project. */
    Path prepare(String commit) {
        new OwnDirectory(clonesDirectory).prepare();
        new OwnDirectory(cloneDirectory).prepare();
        try {
            bringTo(commit);
        } catch (CommandFailedException | DeployException e) {
            session.log().info("    The clone is created again from scratch: " + e.getMessage());
            delete(cloneDirectory);
            new OwnDirectory(cloneDirectory).prepare();
            bringTo(commit);
        }
        return buildDirectory;
    }

    private void bringTo(String commit) {
        if (!Files.isDirectory(repository)) {
            local.run(commands.create(), cloneDirectory);
        }
        for (Command step : commands.reset(commit)) {
            local.run(step, cloneDirectory);
        }
        new Submodules(local).bring(root, repository, repository.resolve(".git"));
        requireCleanAt(commit);
    }

    private void requireCleanAt(String commit) {
        String changes = local.run(commands.status(), cloneDirectory).stdout();
        if (!changes.isBlank()) {
            throw new DeployException(
                    Topic.BUILD, "The clone in " + cloneDirectory + " is not clean: " + changes.strip());
        }
        String actual = local.run(commands.revision(), cloneDirectory).stdout().strip();
        if (!actual.equals(commit)) {
            throw new DeployException(
                    Topic.BUILD, "The clone in " + cloneDirectory + " is at " + actual + " and not at " + commit);
        }
    }

    /** Deletes a directory and its content, if the directory exists. */
    static void delete(Path directory) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The clean clone cannot be removed: " + directory, e);
        }
    }

    private static String digits(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIRECTORY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
