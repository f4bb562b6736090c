package io.jenkins.plugins.kamal.engine.host;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A host in the form {@code [user@]address[:port]}. The address is a name, an IPv4 address or an IPv6 address; an IPv6
 * address that is followed by a port is in brackets. Two hosts are equal if their texts are equal.
 */
public final class Host {

    private final String written;
    private final HostParts parts;

    private Host(String written, HostParts parts) {
        this.written = written;
        this.parts = parts;
    }

    /**
     * Parses a host.
     *
     * @throws InvalidHostException if the text is not a host
     */
    public static Host parse(String text) {
        return new Host(text, HostParts.parse(text));
    }

    /** The hosts as text for a message, separated by commas. */
    public static String listed(Collection<Host> hosts) {
        return hosts.stream().map(Host::toString).collect(Collectors.joining(", "));
    }

    /** The user of the login, if the host names one. */
    public Optional<String> user() {
        return Optional.ofNullable(parts.user());
    }

    /** The name or address, without brackets. */
    public String address() {
        return parts.address();
    }

    /** The port of the SSH server, if the host names one. */
    public OptionalInt port() {
        Integer port = parts.port();
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Host host && host.written.equals(written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    /** The host as written. */
    @Override
    public String toString() {
        return written;
    }
}
