package io.jenkins.plugins.kamal.engine.lab.embedded;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedDocker;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.docker.command.Directories;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerExecutable;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;

/**
 * A server in this process: real SSH on an address of this machine and a real {@code /bin/sh} in a home of its own, whose {@code docker}
 * is a {@link SimulatedDocker}.
 */
public final class EmbeddedServer implements AutoCloseable {

    // Kept here, since a logger that nobody holds forgets its level.
    private static final Logger SSHD_LOG = Logger.getLogger("org.apache.sshd");

    static {
        SSHD_LOG.setLevel(Level.WARNING);
    }

    private final String name;
    private final PublicKey authorized;
    private final KeyPair hostKey = Keys.generate();
    private final SimulatedDocker docker;
    private final Path root;
    private final DockerExecutable executable;
    private final ServerFaults faults = new ServerFaults();
    private final ForwardedPorts forwarded = new ForwardedPorts();
    private final List<RecordedCommand> commands = new CopyOnWriteArrayList<>();
    private final List<DockerCall> dockerCalls = new CopyOnWriteArrayList<>();
    private final Set<Process> processes = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(EmbeddedServer::daemon);
    private SshServer sshd;
    private final String address;
    private int port;

    private EmbeddedServer(String name, InetSocketAddress place, PublicKey authorized, SimulatedRegistry registry)
            throws IOException {
        this.name = name;
        this.address = place.getHostString();
        this.port = place.getPort();
        this.authorized = authorized;
        this.docker = new SimulatedDocker(registry);
        docker.reachLoopback(port -> forwarded.open().contains(port));
        this.root = Files.createTempDirectory("lab-server").toRealPath();
        Files.createDirectories(home());
        this.executable = DockerExecutable.in(binaries(), this::runDocker);
        acceptConnections();
    }

    /**
     * Starts a server.
     *
     * @param name what it is called in messages and known_hosts, such as {@code 10.0.0.1}
     * @param authorized the one key that may log in, as any user
     */
    public static EmbeddedServer start(String name, PublicKey authorized, SimulatedRegistry registry) {
        return start(name, InetSocketAddress.createUnresolved("127.0.0.1", 0), authorized, registry);
    }

    /** The same, at an address of this machine; with port 0, at any port. */
    static EmbeddedServer start(
            String name, InetSocketAddress place, PublicKey authorized, SimulatedRegistry registry) {
        try {
            return new EmbeddedServer(name, place, authorized, registry);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the embedded server " + name, e);
        }
    }

    public String name() {
        return name;
    }

    /** Where it listens; the same after {@link #refuseConnections()} and {@link #acceptConnections()}. */
    public InetSocketAddress address() {
        return new InetSocketAddress(address, port);
    }

    public int port() {
        return port;
    }

    /** Its lines for a known_hosts file: under its name, under its name with its port, and under its address. */
    public String knownHosts() {
        String key = PublicKeyEntry.toString(hostKey.getPublic());
        return "%s %s%n[%s]:%d %s%n[%s]:%d %s%n".formatted(name, key, name, port, key, address, port, key);
    }

    public PublicKey hostKey() {
        return hostKey.getPublic();
    }

    /** The home and working directory of every command. */
    public Path home() {
        return root.resolve("home");
    }

    /** Puts a program of this name before those of the machine; {@code script} is text for {@code sh}. */
    public void program(String program, String script) {
        try {
            Path file = Files.writeString(binaries().resolve(program), "#!/bin/sh\n" + script);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path binaries() {
        return root.resolve("bin");
    }

    /** Puts a shell script into the place of a program of the system, such as a {@code mkdir} that hangs. */
    public void replaceProgram(String program, String script) {
        try {
            Path file = Files.writeString(binaries().resolve(program), "#!/bin/sh\n" + script);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SimulatedDocker docker() {
        return docker;
    }

    public ServerFaults faults() {
        return faults;
    }

    /** The ports that it forwards. */
    public ForwardedPorts forwarded() {
        return forwarded;
    }

    /** The command lines received since it was started or {@link #forget() forgot}, in order. */
    public List<RecordedCommand> commands() {
        return List.copyOf(commands);
    }

    /** The docker calls made by those command lines, in order. */
    public List<DockerCall> dockerCalls() {
        return List.copyOf(dockerCalls);
    }

    /** Those calls as lines, {@code docker ps …}. */
    public List<String> dockerLines() {
        return dockerCalls.stream().map(DockerCall::line).toList();
    }

    /** Forgets which commands it has received. */
    public void forget() {
        commands.clear();
        dockerCalls.clear();
    }

    /** Closes the port: a new connection is refused, and those that are open are cut. */
    public synchronized void refuseConnections() {
        try {
            sshd.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts every open connection; new ones are accepted. */
    public synchronized void dropConnections() {
        sshd.getActiveSessions().forEach(session -> session.close(true));
    }

    /** How many connections are open. */
    public synchronized int connections() {
        return sshd.getActiveSessions().size();
    }

    /** Opens the port (again). */
    public synchronized void acceptConnections() {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(address);
        server.setPort(port);
        // As a real sshd has it; without, each answer waits some 40 ms for an acknowledgement (Nagle's algorithm).
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, authorized));
        server.setForwarderFactory(forwarded);
        server.setCommandFactory((channel, line) -> new ShellCommand(this, line, threads));
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + ":" + port, e);
        }
        sshd = server;
        port = server.getPort();
    }

    @Override
    public void close() {
        refuseConnections();
        processes.forEach(EmbeddedServer::end);
        executable.close();
        threads.shutdownNow();
        try {
            Directories.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the home of " + name, e);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** Runs a command line here as SSH would, with nothing on its standard input, and waits for its end. */
    public DockerReply run(String line) {
        try {
            Process process = start(line);
            process.getOutputStream().close();
            CompletableFuture<String> errors =
                    CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), threads);
            String output = text(process.getInputStream());
            return new DockerReply(process.waitFor(), output, errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run on " + name + ": " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " ran " + line, e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts {@code /bin/sh} with a command line in the home, in the environment of a login. */
    Process start(String line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line).directory(home().toFile());
        builder.environment().clear();
        builder.environment().put("HOME", home().toString());
        builder.environment().put("USER", "deploy");
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("PATH", binaries() + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
        Process process = builder.start();
        track(process);
        return process;
    }

    void record(String line) {
        commands.add(new RecordedCommand(line, Instant.now()));
    }

    private void track(Process process) {
        processes.add(process);
        process.onExit().thenAccept(processes::remove);
    }

    private DockerReply runDocker(DockerCall call) {
        dockerCalls.add(call);
        return faults.replyTo(call).orElseGet(() -> docker.run(call));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "embedded server");
        thread.setDaemon(true);
        return thread;
    }
}
