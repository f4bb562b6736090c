package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The reason why the host key of a server is not trusted.
 *
 * @param kind what is wrong
 * @param host the host as known_hosts would name it
 * @param port its port
 * @param shown the key that the server has presented
 * @param lines the entries of known_hosts that contradict the key
 */
public record Refusal(Kind kind, String host, int port, HostKey shown, List<KnownHostLine> lines) {

    public enum Kind {
        /** No key of the host is known. */
        UNKNOWN,
        /** Another key of the host is known. */
        CHANGED,
        /** The key is marked as revoked. */
        REVOKED
    }

    /** What is wrong and what to do. The caller puts the name of the host in front. */
    public String message() {
        return switch (kind) {
            case UNKNOWN ->
                "its host key is not known (" + shown.described() + "). If that is the server's key (on it:"
                        + " `ssh-keygen -lf` of its /etc/ssh/ssh_host_*_key.pub files), add this line to the known"
                        + " host keys: "
                        + KnownHosts.line(host, port, shown) + authorities();
            case CHANGED ->
                "its host key has changed, or another machine answers in its place: it shows " + shown.described()
                        + ", known is " + known() + ". If the server was set up anew, replace that entry by: "
                        + KnownHosts.line(host, port, shown);
            case REVOKED ->
                "its host key " + shown.described() + " is marked as revoked ("
                        + lines.get(0).where() + "). Give the server a new host key.";
        };
    }

    private String known() {
        return lines.stream()
                .map(line -> line.key().described() + " (" + line.where() + ")")
                .collect(Collectors.joining(", "));
    }

    private String authorities() {
        return lines.stream()
                .filter(line -> KnownHostLine.AUTHORITY.equals(line.marker()))
                .findFirst()
                .map(line -> " (Host certificates, as in the " + KnownHostLine.AUTHORITY + " line " + line.where()
                        + ", are not supported.)")
                .orElse("");
    }
}
