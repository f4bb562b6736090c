package io.jenkins.plugins.kamal.engine.shell.ssh.tunnel;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import java.util.regex.Pattern;

/** Inserts the host, the port and the user into a proxy command, which a shell runs. */
final class ProxyCommandTokens {

    /** A name or an address, possibly with an IPv6 zone. Its first character is never one that begins an option. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:][A-Za-z0-9_.:%-]*");

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@+-]*");

    private ProxyCommandTokens() {}

    /**
     * Replaces {@code %h}, {@code %p}, {@code %r} and {@code %%}.
     *
     * @throws EngineException if the host or the user contains a character that has a meaning in a shell
     */
    static String expand(String command, SshDestination to) {
        StringBuilder expanded = new StringBuilder();
        for (int at = 0; at < command.length(); at++) {
            char next = at + 1 < command.length() ? command.charAt(at + 1) : ' ';
            if (command.charAt(at) != '%' || "%hpr".indexOf(next) < 0) {
                expanded.append(command.charAt(at));
                continue;
            }
            expanded.append(
                    switch (next) {
                        case 'h' -> checked(HOST, "host", to.hostName());
                        case 'p' -> String.valueOf(to.port());
                        case 'r' -> checked(USER, "user", to.user());
                        default -> "%";
                    });
            at++;
        }
        return expanded.toString();
    }

    private static String checked(Pattern allowed, String what, String value) {
        if (!allowed.matcher(value).matches()) {
            throw new EngineException(
                    Topic.SSH,
                    "the %s `%s` is not allowed in the proxy command (ssh/proxy_command, or".formatted(what, value)
                            + " ProxyCommand in the SSH configuration), which a shell runs: it may hold letters, digits,"
                            + " `.`, `_`, `-` and `:` only. Correct it, or leave it out of the command");
        }
        return value;
    }
}
