package io.jenkins.plugins.kamal.engine.lab.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The facts of a lab, from the file {@code lab} that {@code src/test/lab/servers up} writes.
 *
 * @param directory the directory of the lab
 * @param servers the servers in their order
 * @param agent the agent's DOCKER_HOST
 * @param registry the registry
 * @param privateKey the file of the SSH key
 * @param knownHosts the file of the host keys
 */
public record RealServersFile(
        Path directory,
        List<RealServers.Server> servers,
        String agent,
        RealServers.Registry registry,
        Path privateKey,
        Path knownHosts) {

    public static RealServersFile read(Path directory) throws IOException {
        List<String[]> lines = Files.readAllLines(directory.resolve("lab")).stream()
                .map(line -> line.split(" "))
                .toList();
        String[] registry = fact(lines, "registry");
        return new RealServersFile(
                Path.of(fact(lines, "lab")[1]),
                lines.stream()
                        .filter(words -> words[0].equals("server"))
                        .map(words -> new RealServers.Server(words[1], words[2], words[3]))
                        .toList(),
                fact(lines, "agent")[1],
                new RealServers.Registry(registry[1], registry[2], registry[3]),
                Path.of(fact(lines, "key")[1]),
                Path.of(fact(lines, "known_hosts")[1]));
    }

    private static String[] fact(List<String[]> lines, String name) throws IOException {
        return lines.stream()
                .filter(words -> words[0].equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("The lab's file has no line '" + name + "'"));
    }
}
