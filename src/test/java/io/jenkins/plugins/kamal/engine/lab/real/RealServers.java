package io.jenkins.plugins.kamal.engine.lab.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A running lab of real servers (see {@code src/test/lab/servers}) and what a test needs to deploy to them: each has
 * its own sshd and Docker Engine, beside them a registry with a password and an agent's Docker Engine.
 */
public final class RealServers {

    /** The tests' working directory is the project's. */
    public static final Path SCRIPTS = Path.of("src", "test", "lab").toAbsolutePath();

    private final RealServersFile lab;

    RealServers(RealServersFile lab) {
        this.lab = lab;
    }

    /**
     * One server.
     *
     * @param name s1, s2, …
     * @param address its IPv4 address, where sshd listens on port 22
     * @param dockerHost its engine as seen from this machine, a value for DOCKER_HOST
     */
    public record Server(String name, String address, String dockerHost) {}

    /**
     * The registry, which speaks plain HTTP and asks for a password.
     *
     * @param address host and port, the first part of an image reference
     */
    public record Registry(String address, String user, String password) {}

    /**
     * The lab of the environment variable or system property {@code KAMAL_LAB}, or one started for this JVM. Several
     * directories in the variable, separated like a path, are for as many JVMs beside each other. Where the machine cannot
     * have one, the calling test is skipped with the reason, or fails if KAMAL_DEMAND_LAB is true.
     */
    public static RealServers require() {
        return RealServersLocator.require();
    }

    /** The servers, at least one. */
    public List<Server> servers() {
        return lab.servers();
    }

    /** The server at an index, from 0. */
    public Server server(int index) {
        return lab.servers().get(index);
    }

    /** The registry. */
    public Registry registry() {
        return lab.registry();
    }

    /** The engine that builds and pushes, a value for DOCKER_HOST. */
    public String agentDockerHost() {
        return lab.agent();
    }

    /** An argv that runs another where the agent is: in its network, whose loopback its containers publish ports on. */
    public List<String> onAgent(List<String> command) {
        return inNetwork("agent", command);
    }

    /** An argv that runs another in the network of a server. */
    public List<String> onServer(Server server, List<String> command) {
        return inNetwork(server.name(), command);
    }

    private List<String> inNetwork(String host, List<String> command) {
        String[] net = read(lab.directory().resolve("net")).strip().split("\\.");
        List<String> argv =
                new ArrayList<>(List.of("nsenter", "--net=/run/netns/kl" + net[1] + "-" + net[2] + "-" + host));
        argv.addAll(command);
        return argv;
    }

    /** How often somebody has logged in at a server since the lab was started. */
    public long logins(Server server) {
        return read(lab.directory().resolve(server.name()).resolve("sshd.log"))
                .lines()
                .filter(line -> line.startsWith("Accepted publickey for "))
                .count();
    }

    /** Loads BuildKit into every engine, compiled where that was never done on this machine. */
    public void loadBuildKit() {
        RealServersCommand.of(List.of(
                        SCRIPTS.resolve("images").toString(), lab.directory().toString(), "buildkit"))
                .succeed();
    }

    /** The file of the private key that opens every server as root. */
    public Path privateKeyFile() {
        return lab.privateKey();
    }

    /** The private key as OpenSSH writes it, without a passphrase. */
    public String privateKey() {
        return read(lab.privateKey());
    }

    /** The file of the servers' host keys. */
    public Path knownHostsFile() {
        return lab.knownHosts();
    }

    /** The servers' host keys, lines of a known_hosts file. */
    public String knownHosts() {
        return read(lab.knownHosts());
    }

    /** The home directory of root on a server, as this machine sees it. */
    public Path home(Server server) {
        return lab.directory().resolve(server.name()).resolve("root");
    }

    /** Runs docker on a server's engine, fails unless it ends with 0, and returns what it printed. */
    public String docker(Server server, String... arguments) {
        return docker(server.dockerHost(), arguments);
    }

    /** Runs docker on the agent's engine, fails unless it ends with 0, and returns what it printed. */
    public String agentDocker(String... arguments) {
        return docker(lab.agent(), arguments);
    }

    private static String docker(String dockerHost, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker", "-H", dockerHost));
        argv.addAll(List.of(arguments));
        return RealServersCommand.of(argv).succeed();
    }

    /**
     * Runs a shell script as root on a server, over OpenSSH, fails unless it ends with 0, and returns what it printed.
     */
    public String sh(Server server, String script) {
        return RealServersCommand.of(sshCommand(server, "sh", "-s"))
                .withInput(script)
                .succeed();
    }

    /** The argv of an OpenSSH client that runs a command on a server, its host key verified. */
    public List<String> sshCommand(Server server, String... command) {
        List<String> argv = new ArrayList<>(
                List.of("ssh", "-F", "none", "-i", lab.privateKey().toString()));
        argv.addAll(List.of("-o", "BatchMode=yes", "-o", "UserKnownHostsFile=" + lab.knownHosts()));
        argv.addAll(List.of("-l", "root", server.address()));
        argv.addAll(List.of(command));
        return argv;
    }

    /**
     * Removes from all servers what was deployed: containers, volumes, networks, Kamal's files, images of the registry.
     */
    public void clean() {
        servers().parallelStream().forEach(this::clean);
    }

    private void clean(Server server) {
        sh(server, """
                docker ps --all --quiet | xargs -r docker rm --force --volumes
                docker volume ls --quiet | xargs -r docker volume rm
                docker network ls --quiet --filter type=custom | xargs -r docker network rm
                docker image ls --format '{{.Repository}}:{{.Tag}}' | grep -E '^(%s|localhost:[0-9]+)/' | xargs -r docker rmi --force
                find "$HOME" -mindepth 1 -maxdepth 1 ! -name .ssh -exec rm -rf {} +
                """.formatted(registry().address()));
    }

    /**
     * Makes the sample application a Kamal project for this lab in an empty directory; returns its commit's full SHA.
     */
    public String sampleProject(Path target) {
        Path script = SCRIPTS.resolve("project");
        return RealServersCommand.of(List.of(script.toString(), lab.directory().toString(), target.toString()))
                .withEnvironment(Map.of("GIT_CONFIG_GLOBAL", "/dev/null"))
                .succeed();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The lab has lost " + file, e);
        }
    }
}
