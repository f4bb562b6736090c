package io.jenkins.plugins.kamal.engine.output;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command that the log is about.
 *
 * @param command the command, such as {@code app}
 * @param subcommandOrNull the subcommand, such as {@code boot}, if there is one
 * @param service the service
 * @param destinationOrNull the destination, if there is one
 * @param versionOrNull the version, if there is one
 * @param performer the user who runs the command
 */
public record LoggedCommand(
        String command,
        @CheckForNull String subcommandOrNull,
        String service,
        @CheckForNull String destinationOrNull,
        @CheckForNull String versionOrNull,
        String performer) {

    /** The subcommand, such as {@code boot}, if there is one. */
    public Optional<String> subcommand() {
        return Optional.ofNullable(subcommandOrNull);
    }

    /** The destination, if there is one. */
    public Optional<String> destination() {
        return Optional.ofNullable(destinationOrNull);
    }

    /** The version, if there is one. */
    public Optional<String> version() {
        return Optional.ofNullable(versionOrNull);
    }

    private static final Set<String> DEPLOYS = Set.of("deploy", "redeploy", "rollback", "setup", "promote");
    private static final Set<String> ALONE =
            Set.of("deploy", "redeploy", "rollback", "setup", "promote", "remove", "upgrade");

    /** The subcommands that Kamal wraps in {@code modify} ({@code lib/kamal/cli}), by command. */
    private static final Map<String, Set<String>> OF_GROUPS = Map.of(
            "app",
            Set.of(
                    "boot",
                    "start",
                    "stop",
                    "stale_containers",
                    "live",
                    "maintenance",
                    "remove",
                    "remove_container",
                    "remove_containers",
                    "remove_images",
                    "remove_app_directories"),
            "accessory",
            Set.of(
                    "boot",
                    "upload",
                    "directories",
                    "reboot",
                    "start",
                    "stop",
                    "restart",
                    "pull_image",
                    "remove",
                    "remove_container",
                    "remove_image",
                    "remove_service_directory",
                    "upgrade"),
            "proxy",
            Set.of(
                    "boot",
                    "reboot",
                    "start",
                    "stop",
                    "restart",
                    "remove",
                    "remove_container",
                    "remove_image",
                    "remove_proxy_directory"),
            "prune",
            Set.of("all", "images", "containers"),
            "server",
            Set.of("bootstrap"));

    /** Whether the command changes something; a command that only reads is not logged. */
    public boolean modifies() {
        return subcommand()
                .map(sub -> OF_GROUPS.getOrDefault(command, Set.of()).contains(sub))
                .orElseGet(() -> ALONE.contains(command));
    }

    /** Whether the command deploys a version. */
    boolean isDeploy() {
        return DEPLOYS.contains(command);
    }

    /** The command with its subcommand. */
    String title() {
        return subcommand().map(sub -> command + " " + sub).orElse(command);
    }
}
