package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One end of an SSH connection, with everything that is decided about the way there.
 *
 * @param host the host as the configuration has it
 * @param hostName the name or address that is looked up
 * @param knownAs its name in known_hosts
 * @param port its port
 * @param user who logs in
 * @param keyFiles private keys to offer
 * @param jumps the hosts between, nearest first
 * @param proxyCommand a local command whose input and output are the connection, if any
 * @param algorithms the algorithms that the SSH configuration asks for
 */
public record Destination(
        Host host,
        String hostName,
        String knownAs,
        int port,
        String user,
        List<Path> keyFiles,
        List<Destination> jumps,
        Optional<String> proxyCommand,
        Algorithms algorithms) {

    public Destination {
        keyFiles = List.copyOf(keyFiles);
        jumps = List.copyOf(jumps);
    }

    /** The last host before this one, if there is one. */
    public Optional<Destination> lastJump() {
        return jumps.isEmpty()
                ? Optional.empty()
                : Optional.of(jumps.get(jumps.size() - 1).through(jumps.subList(0, jumps.size() - 1)));
    }

    /** Host and port for messages. */
    public String described() {
        String way = lastJump().map(jump -> " through " + jump.host().address()).orElse("");
        String address = host.address();
        return hostName.equals(address)
                ? address + " (port " + port + way + ")"
                : address + " (" + hostName + ", port " + port + way + ")";
    }

    private Destination through(List<Destination> hosts) {
        return new Destination(host, hostName, knownAs, port, user, keyFiles, hosts, proxyCommand, algorithms);
    }
}
