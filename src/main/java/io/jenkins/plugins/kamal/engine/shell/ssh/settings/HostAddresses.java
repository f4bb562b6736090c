package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/** Looks up the addresses of hosts: by DNS in production, in a table in tests and behind port mappings. */
@FunctionalInterface
public interface HostAddresses {

    /**
     * The addresses of a host, in the order in which they are tried.
     *
     * @throws java.net.UnknownHostException if there is none
     */
    List<InetSocketAddress> lookup(String host, int port) throws IOException;

    /** Java's own name resolution. */
    static HostAddresses system() {
        return (host, port) -> Arrays.stream(InetAddress.getAllByName(host))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }
}
