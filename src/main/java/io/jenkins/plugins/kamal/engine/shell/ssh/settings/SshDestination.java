package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The target of an SSH connection, with the way to it.
 *
 * @param host the host as the configuration names it
 * @param hostName the name or address that is looked up
 * @param port its port
 * @param user the user who logs in
 * @param login the keys that authenticate the user
 * @param known the keys that authenticate the server
 * @param jumps the jump hosts, nearest first
 * @param proxyCommand a local command whose input and output are the connection, if there is one
 * @param algorithms the algorithms that the SSH configuration asks for
 */
public record SshDestination(
        Host host,
        String hostName,
        int port,
        String user,
        Login login,
        KnownAs known,
        List<SshDestination> jumps,
        @CheckForNull String proxyCommand,
        Algorithms algorithms) {

    public SshDestination {
        jumps = List.copyOf(jumps);
    }

    /**
     * The keys that authenticate the user.
     *
     * @param keyFiles files with private keys to offer
     * @param certificateFiles files with certificates for them
     * @param agentSocket the ssh-agent's socket, if an agent is asked
     * @param configuredOnly whether of the agent's keys only those are offered that are also configured
     */
    public record Login(
            List<Path> keyFiles,
            List<Path> certificateFiles,
            @CheckForNull Path agentSocket,
            boolean configuredOnly) {

        public Login {
            keyFiles = List.copyOf(keyFiles);
            certificateFiles = List.copyOf(certificateFiles);
        }
    }

    /**
     * The known_hosts entries that authenticate the server.
     *
     * @param name the server's name in known_hosts
     * @param files the known_hosts files
     */
    public record KnownAs(String name, List<Path> files) {

        public KnownAs {
            files = List.copyOf(files);
        }
    }

    /** The last jump host before this host; empty if there is none. */
    public Optional<SshDestination> lastJump() {
        return jumps.isEmpty()
                ? Optional.empty()
                : Optional.of(jumps.get(jumps.size() - 1).through(jumps.subList(0, jumps.size() - 1)));
    }

    /** The host, with its port and the way to it, for messages. */
    public String described() {
        String way = lastJump().map(jump -> " through " + jump.host().address()).orElse("");
        String address = host.address();
        return hostName.equals(address)
                ? address + " (port " + port + way + ")"
                : address + " (" + hostName + ", port " + port + way + ")";
    }

    private SshDestination through(List<SshDestination> hosts) {
        return new SshDestination(host, hostName, port, user, login, known, hosts, proxyCommand, algorithms);
    }
}
