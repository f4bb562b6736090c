package io.jenkins.plugins.kamal.engine.protocol;

import java.util.List;
import java.util.Set;

/**
 * The commands that change nothing on the servers, so a freeze does not stop them. Every command that is not in the
 * list counts as a command that changes servers, including a hook and {@code server exec}.
 */
public final class ReadOnlyCommands {

    private static final Set<String> COMMANDS = Set.of(
            "audit",
            "build create",
            "build details",
            "build dev",
            "build push",
            "build remove",
            "config",
            "details",
            "docs",
            "help",
            "init",
            "lock status",
            "plan",
            "status",
            "version",
            "accessory details",
            "accessory logs",
            "app containers",
            "app details",
            "app images",
            "app logs",
            "app version",
            "proxy details",
            "proxy logs",
            "secrets extract",
            "secrets fetch",
            "secrets print");

    private ReadOnlyCommands() {}

    /** Whether a command line, which begins with its command and subcommand, changes nothing on the servers. */
    public static boolean contains(List<String> words) {
        return words.stream().limit(1).anyMatch(COMMANDS::contains)
                || (words.size() > 1 && COMMANDS.contains(words.get(0) + " " + words.get(1)));
    }
}
