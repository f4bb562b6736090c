package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.command.Arguments;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.model.Role.AssetPath;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;

/**
 * Keeps the assets of the old and the new version reachable while the new version boots
 * ({@code lib/kamal/commands/app/assets.rb}).
 */
public final class AssetCommands {

    private final Configuration configuration;
    private final Role role;
    private final String version;
    private final ServerPaths paths;
    private final String image;

    /** The commands for this role's assets in this version. */
    public AssetCommands(Configuration configuration, Role role, Version version) {
        this.configuration = configuration;
        this.role = role;
        this.version = version.value();
        this.paths = new ServerPaths(configuration);
        this.image = ImageReference.of(configuration, version).toString();
    }

    /** Whether a role shares assets: it names a path and is behind the proxy. */
    public static boolean hasAssets(Role role) {
        return role.assetPath().isPresent() && role.behindProxy();
    }

    /**
     * Copies the assets out of the image.
     *
     * @throws IllegalStateException if the role has no assets
     */
    public Command extract() {
        String container = ContainerName.prefix(configuration, role) + "-assets";
        String extracted = paths.extractedAssets(role, version);
        Command removeLeftover =
                Command.of("docker", "container", "rm", container).withShell("2> /dev/null");
        return Command.of("mkdir", "-p", extracted)
                .and(removeLeftover.or(Command.of("true")))
                .and(Command.of("docker", "container", "create", "--name", container, image))
                .and(Command.of(
                        "docker",
                        "container",
                        "cp",
                        "-L",
                        container + ":" + assetPath().path() + "/.",
                        extracted))
                .and(Command.of("docker", "container", "rm", container));
    }

    /** Fills the version's volume. */
    public Command sync() {
        String extracted = paths.extractedAssets(role, version);
        String volume = paths.assetVolume(role, version);
        return Command.of("mkdir", "-p", volume).then(copy(extracted, volume));
    }

    /**
     * Fills the version's volume, and copies the assets of this version and of the running version into each other's
     * volumes.
     */
    public Command sync(ContainerName running) {
        String extracted = paths.extractedAssets(role, version);
        String volume = paths.assetVolume(role, version);
        return sync().then(copy(extracted, paths.assetVolume(role, running.version()))
                        .or(Command.of("true")))
                .then(copy(paths.extractedAssets(role, running.version()), volume)
                        .or(Command.of("true")));
    }

    /** Removes the assets of all versions but this one. */
    public Command cleanUp() {
        return removeOthers(paths.extractedAssets(role, version)).then(removeOthers(paths.assetVolume(role, version)));
    }

    /** Adds the volume of the assets to {@code docker run}, if the role has any. */
    Command mount(Command dockerRun) {
        if (!hasAssets(role)) {
            return dockerRun;
        }
        return Arguments.mount(
                dockerRun, paths.assetVolume(role, version), assetPath().pathWithOptions());
    }

    private AssetPath assetPath() {
        return role.assetPath()
                .orElseThrow(() -> new IllegalStateException("role " + role.name() + " has no asset_path"));
    }

    /** Existing files are not overwritten, so both versions keep their own. */
    private static Command copy(String from, String to) {
        return Command.of("cp", "-rnT", from, to);
    }

    private Command removeOthers(String directory) {
        String parent = directory.substring(0, directory.lastIndexOf('/'));
        return Command.of("find", parent, "-maxdepth", "1", "-name", role.name() + "-*")
                .with("!", "-name", role.name() + "-" + version)
                .with("-exec", "rm", "-rf", "{}", "+");
    }
}
