package io.jenkins.plugins.kamal.engine.cli.parent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The command whose hook has called this one, if there is one. This command takes over its project in the same
 * directory, its state with the same configuration and destination, and only the access to servers in another
 * directory.
 */
public final class ParentCommand {

    /** A person, or a program that is not a hook of the engine, has called this command. */
    public static final ParentCommand NONE = new ParentCommand(null, "");

    /** The parent command has ended or does not answer. Nothing is taken over, and its lock does not count as held. */
    static final ParentCommand LOST = new ParentCommand(null, "");

    private static final int DEEPEST = 5;

    @CheckForNull
    private final ParentContext context;

    private final String directory;

    private ParentCommand(@CheckForNull ParentContext context, String directory) {
        this.context = context;
        this.directory = directory;
    }

    /** A parent command that hands this context to a command in a directory. */
    static ParentCommand of(ParentContext context, Path directory) {
        return new ParentCommand(context, realPath(directory));
    }

    /** The directory without symbolic links; unchanged if the links cannot be resolved. */
    public static String realPath(Path directory) {
        try {
            return directory.toRealPath().toString();
        } catch (IOException e) {
            return directory.toString();
        }
    }

    /** The number of hooks between this command and a person. */
    public int depth() {
        return context().map(ParentContext::depth).orElse(0);
    }

    /** Refuses to go on if hooks call commands that run the same hooks again and again. */
    public void requireEnd() {
        if (depth() > DEEPEST) {
            throw new DeployException(
                    Topic.HOOKS,
                    "Hooks call kamal, which runs hooks, " + depth()
                            + " deep: some hook calls a command that runs the same hook again. Give that command --skip-hooks,"
                            + " or let the hook look at KAMAL_COMMAND before it calls it");
        }
    }

    /** The configuration file that is used if none is named. */
    public Optional<String> configFile() {
        return sameDirectory().map(parent -> parent.project().configFile());
    }

    /** The destination that is used if none is named; empty with another configuration file. */
    public Optional<String> destination(@CheckForNull String configFile) {
        return sameDirectory()
                .map(ParentContext::project)
                .filter(project -> configFile == null || isSameFile(project.configFile(), configFile))
                .map(ParentContext.Project::destination);
    }

    /** The commit that must be checked out in the workspace. */
    public Optional<String> commit() {
        return sameDirectory().map(ParentContext::commit);
    }

    /** The digests of images that are known to be in the registry. */
    public Map<String, Digest> pushed() {
        Map<String, Digest> digests = new HashMap<>();
        sameDirectory()
                .map(ParentContext::pushed)
                .orElse(Map.of())
                .forEach((image, digest) -> digests.put(image, new Digest(digest)));
        return digests;
    }

    /**
     * The version that replaces the checked-out one: the version that the hook got, unless the hook has set VERSION
     * itself.
     */
    public Optional<Version> version(@CheckForNull String versionVariable) {
        return sameDirectory()
                .filter(parent -> versionVariable == null || versionVariable.equals(parent.versionVariable()))
                .map(ParentContext::version)
                .map(Version::new);
    }

    /** Refuses another version of the service than that of the parent command, because there is one version per run. */
    public void requireSameVersion(Configuration configuration, String command, Version version) {
        sameDirectory()
                .filter(parent -> parent.project().service().equals(configuration.service()))
                .map(ParentContext::version)
                .filter(told -> !told.equals(version.value()))
                .ifPresent(told -> {
                    throw new DeployException(
                            Topic.HOOKS,
                            "`kamal " + command + "` is asked for version " + version
                                    + " of " + configuration.service() + " by a hook of a run whose version is " + told
                                    + "; one run has one version, so nothing is done. Leave the version out, or run the command"
                                    + " outside of the hook");
                });
    }

    /** Whether the deploy lock with this directory is held by the parent command. */
    public boolean holds(String lock) {
        return context().filter(parent -> lock.equals(parent.lock())).isPresent();
    }

    /** Whether the hook pre-connect has run for this project. */
    public boolean isConnected(String configFile, @CheckForNull String destination) {
        return sameDirectory()
                .filter(ParentContext::connected)
                .map(ParentContext::project)
                .filter(project -> isSameFile(project.configFile(), configFile) && project.isFor(destination))
                .isPresent();
    }

    /** The project's secrets, so that no vault is asked twice. */
    public Optional<Map<String, Secret>> secrets(Configuration configuration) {
        return sameDirectory()
                .filter(parent -> parent.project()
                                .secretsPath()
                                .equals(configuration.paths().secrets())
                        && parent.project().isFor(configuration.destination().orElse(null)))
                .map(ParentContext::secrets)
                .map(ParentCommand::wrapped);
    }

    /** Every secret of the parent command, for the redactor. */
    public Iterable<Secret> allSecrets() {
        return context()
                .map(ParentContext::secrets)
                .map(ParentCommand::wrapped)
                .orElse(Map.of())
                .values();
    }

    /** The handover of the plugin; in another directory, only its parts for servers and registry. */
    public Handover handover() {
        return sameDirectory()
                .map(ParentContext::handover)
                .or(() -> context().map(ParentContext::handover).map(Handover::withoutSecrets))
                .orElse(Handover.NOTHING);
    }

    /** Whether a handed-over login is for this registry. No other registry gets the password. */
    public boolean isForRegistry(@CheckForNull String server) {
        return context().map(parent -> parent.project().usesRegistry(server)).orElse(true);
    }

    private Optional<ParentContext> context() {
        return Optional.ofNullable(context);
    }

    private Optional<ParentContext> sameDirectory() {
        return context().filter(parent -> parent.project().directory().equals(directory));
    }

    private boolean isSameFile(String one, String other) {
        Path base = Path.of(directory);
        return base.resolve(one).normalize().equals(base.resolve(other).normalize());
    }

    private static Map<String, Secret> wrapped(Map<String, String> values) {
        Map<String, Secret> secrets = new HashMap<>();
        values.forEach((name, value) -> secrets.put(name, Secret.of(value)));
        return secrets;
    }
}
