package io.jenkins.plugins.kamal.engine.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.Needs;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.LentLogin;
import io.jenkins.plugins.kamal.engine.shell.PortForwarding;
import io.jenkins.plugins.kamal.engine.shell.PortForwardingException;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.shell.ServerShell;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.LocalPrograms;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.PrivateKeyText;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against the real sshd and the real ssh-agent of this machine, on a loopback port, as root. */
@Timeout(120)
@Tag("flow")
class OpenSshTest {

    private static final String HOST = "127.0.0.1";

    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();
    private int port;
    private Path hostKeys;

    @BeforeEach
    void start() throws Exception {
        String sshd = Programs.need("sshd");
        Needs.skipUnless(
                ProcessHandle.current().info().user().filter("root"::equals).isPresent(),
                "sshd is started as root only: test skipped");
        hostKeys = Files.createDirectories(directory.resolve("host"));
        Programs.keygen(hostKeys.resolve("ed25519"), "-t", "ed25519", "-N", "");
        Programs.keygen(hostKeys.resolve("rsa"), "-t", "rsa", "-b", "2048", "-N", "");
        Programs.keygen(directory.resolve("ca"), "-t", "ed25519", "-N", "");
        Files.createDirectories(Path.of("/run/sshd"));
        while (!startsOnFreePort(sshd)) {
            processes.clear();
        }
    }

    /** Another process may take the free port first, most likely on a busy machine; then sshd ends. */
    private boolean startsOnFreePort(String sshd) throws Exception {
        port = freePort();
        Path config = Files.writeString(
                directory.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s/ed25519
                HostKey %s/rsa
                PidFile none
                MaxSessions 3
                UsePAM no
                StrictModes no
                PasswordAuthentication no
                AllowAgentForwarding yes
                PermitRootLogin prohibit-password
                AuthorizedKeysFile %s/authorized_keys
                TrustedUserCAKeys %s/ca.pub
                """.formatted(port, hostKeys, hostKeys, directory, directory));
        processes.add(new ProcessBuilder(sshd, "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile())
                .start());
        return awaitPort();
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void runsScriptsInTheHomeDirectoryWithTheLoginEnvironment() throws Exception {
        Path key = authorized("id", "-t", "ed25519", "-N", "");
        SshSettings settings = settings(List.of(key), Optional.empty(), false);
        String input = "no line end ä€😀 $HOME `id`";
        Path file = directory.resolve("file");

        try (SshServers servers = SshServers.start(settings)) {
            ServerShell shell = get(servers.connect(Host.parse(HOST)));
            List<CompletableFuture<ScriptResult>> many = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                many.add(shell.run(Script.of(Command.shell("pwd; echo $SSH_CONNECTION"), Command.of("echo", "n" + i))));
            }
            for (int i = 0; i < 30; i++) {
                ScriptResult result = get(many.get(i)).orThrow();
                assertThat(result.output(0).stdout()).startsWith("/root\n127.0.0.1 ");
                assertThat(result.output(1).stdout()).isEqualTo("n" + i);
            }
            get(shell.run(Script.of(Command.shell("cat > " + file).withInput(Secret.of(input)))))
                    .orThrow();
            assertThat(Files.readString(file)).isEqualTo(input);
            String large = "0123456789abcdef".repeat(200_000);
            ScriptResult echoed = get(shell.run(Script.of(Command.of("cat").withInput(Secret.of(large)))));
            assertThat(echoed.output(0).stdout().equals(large)).isTrue();
        }
        assertThat(Files.readString(directory.resolve("sshd.log"))).containsOnlyOnce("Accepted publickey");
    }

    @Test
    void leavesALaterStepAloneWhenTheConnectionDies() throws Exception {
        Path key = authorized("id", "-t", "ed25519", "-N", "");
        Path fifo = directory.resolve("fifo");
        Path reached = directory.resolve("reached");
        Script script = Script.of(Command.of("mkfifo", fifo.toString()))
                .run(Command.shell(
                        "echo $$ > " + directory + "/tmp; mv " + directory + "/tmp " + directory + "/pid; cat " + fifo))
                .run(Command.of("touch", reached.toString()));

        try (SshServers servers = SshServers.start(settings(List.of(key), Optional.empty(), false))) {
            ServerShell server = get(servers.connect(Host.parse(HOST)));
            CompletableFuture<ScriptResult> result = server.run(script);
            await(directory.resolve("pid"));
            // By the end of another script, the client knows that the first step is over.
            get(server.run(Script.of(Command.of("true"))));
            long shell =
                    Long.parseLong(Files.readString(directory.resolve("pid")).strip());
            CompletableFuture<ProcessHandle> end =
                    ProcessHandle.of(shell).orElseThrow().onExit();
            processes
                    .get(0)
                    .descendants()
                    .filter(p -> p.info().command().orElse("").contains("sshd"))
                    .forEach(ProcessHandle::destroyForcibly);
            assertThatThrownBy(() -> get(result))
                    .cause()
                    .hasMessageContaining("the connection was lost while `echo $$")
                    .hasMessageContaining("; cat " + fifo);
            Files.writeString(fifo, "");
            get(end);
        }
        assertThat(reached).doesNotExist();
    }

    @Test
    void logsInWithKeysOfEveryType() throws Exception {
        for (String type : List.of("ed25519", "rsa", "ecdsa")) {
            Path key = authorized("id_" + type, "-t", type, "-N", "");
            try (SshServers servers = SshServers.start(settings(List.of(key), Optional.empty(), false))) {
                get(servers.connect(Host.parse(HOST)));
            }
        }
    }

    @Test
    void logsInWithAnAgentAndForwardsIt() throws Exception {
        for (String type : List.of("ed25519", "rsa", "ecdsa")) {
            Path key = authorized("agent_" + type, "-t", type, "-N", "");
            Path socket = agent(type, key);
            Files.delete(key);

            try (SshServers servers = SshServers.start(settings(List.of(), Optional.of(socket), false))) {
                ServerShell shell = get(servers.connect(Host.parse(HOST)));
                ScriptResult listed = get(shell.run(Script.of(Command.of(Programs.need("ssh-add"), "-l"))))
                        .orThrow();
                assertThat(listed.output(0).stdout()).contains("agent_" + type);
            }
        }
    }

    @Test
    void offersOfTheAgentOnlyConfiguredKeysWhereOnlyThoseAreWanted() throws Exception {
        Path key = authorized("wanted", "-t", "ed25519", "-N", "locked");
        Path plain = Files.copy(key, directory.resolve("plain"));
        Programs.run(
                Map.of(), Programs.need("ssh-keygen"), "-q", "-p", "-P", "locked", "-N", "", "-f", plain.toString());
        Path stranger = Programs.keygen(directory.resolve("stranger"), "-t", "ed25519", "-N", "");
        Path socket = agent("only", stranger, plain);

        try (SshServers servers = SshServers.start(settings(List.of(key), Optional.of(socket), true))) {
            get(servers.connect(Host.parse(HOST)));
        }
        assertThatThrownBy(() -> {
                    try (SshServers servers = SshServers.start(settings(List.of(), Optional.of(socket), true))) {
                        get(servers.connect(Host.parse(HOST)));
                    }
                })
                .cause()
                .hasMessageContaining("Offered: no key at all");
    }

    @Test
    void logsInWithACertificateOfTheAgentAndWithOneInAFile() throws Exception {
        for (String type : List.of("ed25519", "rsa")) {
            Path key = Programs.keygen(directory.resolve("certified_" + type), "-t", type, "-N", "");
            Programs.run(
                    Map.of(),
                    Programs.need("ssh-keygen"),
                    "-q",
                    "-s",
                    directory.resolve("ca").toString(),
                    "-I",
                    "test",
                    "-n",
                    "root",
                    key + ".pub");
            try (SshServers servers = SshServers.start(settings(List.of(key), Optional.empty(), false))) {
                get(servers.connect(Host.parse(HOST)));
            }
            Path socket = agent("certificate_" + type, key);
            Files.delete(key);
            Files.delete(Path.of(key + "-cert.pub"));
            try (SshServers servers = SshServers.start(settings(List.of(), Optional.of(socket), false))) {
                get(servers.connect(Host.parse(HOST)));
            }
        }
        assertThat(Files.readString(directory.resolve("sshd.log"))).contains("ED25519-CERT", "RSA-CERT");
    }

    @Test
    void offersTheConfiguredKeyOfACrowdedAgentFirstAndSaysHowManyWereOffered() throws Exception {
        List<Path> keys = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            keys.add(Programs.keygen(directory.resolve("crowd" + i), "-t", "ed25519", "-N", ""));
        }
        Path last = authorized("last", "-t", "ed25519", "-N", "");
        keys.add(last);
        Path socket = agent("crowd", keys.toArray(Path[]::new));
        Files.delete(last);

        assertThatThrownBy(() -> {
                    try (SshServers servers = SshServers.start(settings(List.of(), Optional.of(socket), false))) {
                        get(servers.connect(Host.parse(HOST)));
                    }
                })
                .cause()
                .hasMessageContaining("of 10 keys, because the server accepts no more attempts")
                .hasMessageContaining("IdentitiesOnly yes");
        try (SshServers servers = SshServers.start(settings(List.of(last), Optional.of(socket), false))) {
            get(servers.connect(Host.parse(HOST)));
        }
    }

    @Test
    void forwardsAPortOfTheServersLoopbackUntilItIsClosed() throws Exception {
        Path key = authorized("id", "-t", "ed25519", "-N", "");
        byte[] large = "0123456789abcdef".repeat(500_000).getBytes(StandardCharsets.US_ASCII);
        try (SshServers servers = SshServers.start(settings(List.of(key), Optional.empty(), false));
                ServerSocket here = new ServerSocket(0, 10, InetAddress.getByName(HOST))) {
            answer(here, large);
            ServerShell shell = get(servers.connect(Host.parse(HOST)));
            int there = freePort();
            for (int round = 0; round < 2; round++) {
                try (PortForwarding forwarding = get(shell.forward(there, here.getLocalPort()))) {
                    assertThat(read(there)).isEqualTo(large);
                    assertThat(read(there)).isEqualTo(large);
                    forwarding.close();
                }
                awaitRefusal(there);
            }
        }
        assertThat(Files.readString(directory.resolve("sshd.log"))).containsOnlyOnce("Accepted publickey");
    }

    @Test
    void endsForwardingWithTheConnection() throws Exception {
        Path key = authorized("id", "-t", "ed25519", "-N", "");
        int there = freePort();
        try (SshServers servers = SshServers.start(settings(List.of(key), Optional.empty(), false))) {
            get(get(servers.connect(Host.parse(HOST))).forward(there, port));
            read(there, 1);
        }
        awaitRefusal(there);
    }

    @Test
    void saysWhyAPortIsNotForwarded() throws Exception {
        Path key = authorized("id", "-t", "ed25519", "-N", "");
        try (SshServers servers = SshServers.start(settings(List.of(key), Optional.empty(), false));
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            CompletableFuture<?> refused =
                    get(servers.connect(Host.parse(HOST))).forward(taken.getLocalPort(), port);
            assertThatThrownBy(() -> get(refused))
                    .cause()
                    .isInstanceOfSatisfying(PortForwardingException.class, e -> assertThat(e.reason())
                            .isEqualTo(PortForwardingException.Reason.TAKEN))
                    .hasMessageContaining("127.0.0.1: port " + taken.getLocalPort())
                    .hasMessageContaining("something listens on it");
        }
        Path keys = directory.resolve("authorized_keys");
        Files.writeString(keys, "restrict " + Files.readString(keys));
        try (SshServers servers = SshServers.start(settings(List.of(key), Optional.empty(), false))) {
            ServerShell shell = get(servers.connect(Host.parse(HOST)));
            CompletableFuture<?> refused = shell.forward(freePort(), port);
            assertThatThrownBy(() -> get(refused))
                    .cause()
                    .isInstanceOfSatisfying(PortForwardingException.class, e -> assertThat(e.reason())
                            .isEqualTo(PortForwardingException.Reason.FORBIDDEN))
                    .hasMessageContaining("AllowTcpForwarding");
            assertThat(get(shell.run(Script.of(Command.of("echo", "still"))))
                            .orThrow()
                            .output(0)
                            .stdout())
                    .isEqualTo("still");
        }
    }

    @Test
    void lendsItsKeysAndKnownHostsToTheProgramSsh() throws Exception {
        Programs.need("ssh");
        Path temporary = Files.createDirectories(directory.resolve("t"));
        for (String type : List.of("ed25519", "rsa", "ecdsa")) {
            Path key = authorized("lent_" + type, "-t", type, "-N", "locked");
            PrivateKeyText text = new PrivateKeyText("lent", Secret.of(Files.readString(key)), Secret.of("locked"));
            Files.delete(key);
            SshSettings settings = settings(List.of(), Optional.empty(), false).withKey(text);
            LocalPrograms programs = new LocalPrograms(System.getenv("PATH"), temporary);
            try (SshServers servers = SshServers.start(settings, programs, warning -> {})) {
                try (LentLogin login = servers.lend(Host.parse("root@" + HOST + ":" + port))) {
                    assertThat(Programs.run(
                                    login.environment(), "/bin/sh", "-c", "ssh -p " + port + " 127.0.0.1 whoami"))
                            .isEqualTo("root\n");
                    try (Stream<Path> files = Files.walk(temporary)) {
                        assertThat(files.map(file -> file.getFileName().toString()))
                                .containsExactlyInAnyOrderElementsOf(List.of(
                                        "t",
                                        Path.of(login.environment().get("PATH").split(":")[0])
                                                .getFileName()
                                                .toString(),
                                        "agent",
                                        "known_hosts",
                                        "ssh"));
                    }
                }
            }
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void lendsNothingWhereNothingWasHandedOver() throws Exception {
        SshSettings settings = settings(List.of(), Optional.empty(), false);
        SshSettings.HostKeys known = settings.hostKeys();
        settings = settings.withHostKeys(known.withText(null));
        try (SshServers servers = SshServers.start(settings);
                LentLogin login = servers.lend(Host.parse(HOST))) {
            assertThat(login.environment()).isEmpty();
        }
    }

    /** Below the ports that the system gives to connections, one of which would sooner or later get this port, too. */
    private static int freePort() throws IOException {
        for (; ; ) {
            int chosen = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket free = new ServerSocket(chosen, 1, InetAddress.getByName(HOST))) {
                return free.getLocalPort();
            } catch (BindException taken) {
                continue;
            }
        }
    }

    private static void answer(ServerSocket server, byte[] content) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(content);
                } catch (IOException gone) {
                    // A caller that only tried whether the port is open, or the end of the test.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static byte[] read(int port) throws IOException {
        return read(port, Integer.MAX_VALUE);
    }

    private static byte[] read(int port, int most) throws IOException {
        try (Socket socket = new Socket(HOST, port)) {
            socket.setSoTimeout(30_000);
            return socket.getInputStream().readNBytes(most);
        }
    }

    private static void awaitRefusal(int port) throws Exception {
        for (; ; ) {
            try (Socket socket = new Socket(HOST, port)) {
                Thread.sleep(20);
            } catch (ConnectException e) {
                return;
            }
        }
    }

    private Path authorized(String name, String... options) throws Exception {
        Path key = Programs.keygen(directory.resolve(name), options);
        Files.copy(
                Path.of(key + ".pub"),
                directory.resolve("authorized_keys"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return key;
    }

    private Path agent(String name, Path... keys) throws Exception {
        Path socket = Files.createTempDirectory("agent").resolve(name);
        processes.add(new ProcessBuilder(Programs.need("ssh-agent"), "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start());
        awaitListener(socket);
        for (Path key : keys) {
            Programs.run(Map.of("SSH_AUTH_SOCK", socket.toString()), Programs.need("ssh-add"), key.toString());
        }
        return socket;
    }

    /** Only the RSA host key is known, so that the order of negotiation matters. */
    private SshSettings settings(List<Path> files, Optional<Path> agent, boolean only) throws Exception {
        String[] rsa = Files.readString(hostKeys.resolve("rsa.pub")).split(" ");
        SshSettings settings =
                Settings.of(directory, port, "[127.0.0.1]:" + port + " " + rsa[0] + " " + rsa[1], List.of());
        return settings.withUser("root")
                .withKeys(new SshSettings.Keys(
                        List.of(), files, only, agent.orElse(null), true, directory.resolve("nowhere")));
    }

    private boolean awaitPort() throws Exception {
        Path log = directory.resolve("sshd.log");
        while (processes.get(0).isAlive()) {
            try (Socket socket = new Socket(HOST, port)) {
                socket.getInputStream().read();
                if (Files.readString(log).contains("Server listening on")) {
                    return true;
                }
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        String complaint = Files.readString(log);
        assertThat(complaint).contains("Address already in use");
        return false;
    }

    /** The file of a socket is there before anybody listens, and until then the system refuses connections. */
    private static void awaitListener(Path socket) throws InterruptedException {
        for (; ; ) {
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(5);
            }
        }
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(5);
        }
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
