package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host as people write it: {@code [user@]host[:port]}, an IPv6 address in brackets where a port follows it.
 *
 * @param user the user, if one is written
 * @param host name or address
 * @param port the port, if one is written
 */
public record HostSpec(Optional<String> user, String host, OptionalInt port) {

    private static final Pattern FORM = Pattern.compile(
            "(?:(?<user>[^@]+)@)?(?:\\[(?<six>[^]]+)]|(?<bare>[^:]*:[^:]*:.*)|(?<name>[^:]+))(?::(?<port>\\d{1,5}))?");

    /** Reads a host; {@code key} names the place of the configuration in the refusal of one that cannot be read. */
    public static HostSpec parse(String text, String key) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(key + ": `" + text + "` is not of the form [user@]host[:port]");
        }
        String host = matcher.group("six") != null
                ? matcher.group("six")
                : matcher.group("bare") != null ? matcher.group("bare") : matcher.group("name");
        String port = matcher.group("port");
        return new HostSpec(
                Optional.ofNullable(matcher.group("user")),
                host,
                port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)));
    }
}
