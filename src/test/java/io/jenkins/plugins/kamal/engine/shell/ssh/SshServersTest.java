package io.jenkins.plugins.kamal.engine.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.NoAnswerException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.shell.ServerShell;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.KnownHosts;
import io.jenkins.plugins.kamal.engine.shell.ssh.script.ScriptText;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostAddresses;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostKeyPolicy;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.PrivateKeyText;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@Tag("flow")
class SshServersTest {

    private static final String HOST = "127.0.0.1";
    private static final KeyPair HOST_KEY = EmbeddedServer.ed25519();
    private static final KeyPair USER_KEY = EmbeddedServer.ed25519();

    @TempDir
    Path home;

    private EmbeddedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new EmbeddedServer("0.0.0.0", List.of(HOST_KEY), USER_KEY.getPublic()).start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void runsAScriptAndKeepsItsSecretsOffTheCommandLine() throws Exception {
        Path file = home.resolve("env");
        Script script = Script.of(
                        Command.shell("cat > " + file).withInput(Secret.of("TOKEN=hunter2\n")),
                        Command.of("echo", "done"))
                .attempt(Command.shell("echo oops >&2; exit 3"));

        try (SshServers servers = SshServers.start(settings())) {
            ScriptResult result = get(shell(servers, HOST).run(script));

            assertThat(result.orThrow().outputs())
                    .extracting(Output::exitStatus)
                    .containsExactly(0, 0, 3);
            assertThat(result.output(1).stdout()).isEqualTo("done");
            assertThat(result.output(2).stderr()).isEqualTo("oops");
        }
        assertThat(file).hasContent("TOKEN=hunter2\n");
        assertThat(server.commands).containsExactly(ScriptText.COMMAND);
        assertThat(server.users).containsOnly("deployer");
    }

    @Test
    void opensOneConnectionForEverything() throws Exception {
        try (SshServers servers = SshServers.start(settings())) {
            List<CompletableFuture<ScriptResult>> results = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                results.add(shell(servers, HOST).run(Script.of(Command.of("echo", "n" + i))));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(get(results.get(i)).output(0).stdout()).isEqualTo("n" + i);
            }
            assertThat(server.server.getActiveSessions()).hasSize(1);
        }
    }

    @Test
    void sendsAndReceivesMoreThanAWindow() throws Exception {
        String input = "0123456789abcdef".repeat(400_000) + "!";
        Script script = Script.of(Command.of("cat").withInput(Secret.of(input)));

        try (SshServers servers = SshServers.start(settings())) {
            assertThat(get(shell(servers, HOST).run(script)).output(0).stdout().equals(input))
                    .isTrue();
        }
    }

    @Test
    void doesNotWaitForABriefCommandThatHangs() throws Exception {
        try (SshServers servers = SshServers.start(withAnswerTime(Duration.ofSeconds(2)))) {
            ServerShell shell = shell(servers, HOST);
            Script hanging =
                    Script.of(Command.of("true"), Command.of("sleep", "600").brief(), Command.of("touch", "never"));

            assertThatThrownBy(() -> get(shell.run(hanging)))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining(HOST + ": no answer within 2 s to `sleep 600`")
                    .hasMessageContaining("Log in to the server and run it");

            get(shell.run(Script.of(Command.of("true").brief())));
        }
    }

    @Test
    void waitsForCommandsThatMayTakeLong() throws Exception {
        try (SshServers servers = SshServers.start(withAnswerTime(Duration.ofSeconds(2)))) {
            Script slow = Script.of(
                    Command.of("true").brief(),
                    Command.of("sleep", "5"),
                    Command.of("true").brief());

            assertThat(get(shell(servers, HOST).run(slow)).outputs()).hasSize(3);
        }
    }

    @Test
    void doesNotWaitForAShellThatDoesNotBegin() throws Exception {
        server.hangShells();
        try (SshServers servers = SshServers.start(withAnswerTime(Duration.ofSeconds(2)))) {
            assertThatThrownBy(() -> get(shell(servers, HOST).run(Script.of(Command.of("docker", "pull", "x")))))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining(
                            HOST + ": the server accepted the connection, but no shell began `docker pull x`");
        }
    }

    private SshSettings withAnswerTime(Duration answer) {
        SshSettings.Limits limits = settings().limits();
        return settings()
                .withLimits(new SshSettings.Limits(
                        30,
                        0,
                        limits.connect(),
                        limits.login(),
                        limits.keepAlive(),
                        8,
                        answer,
                        1 << 20,
                        limits.idle()));
    }

    @Test
    void makesANewConnectionWhereTheOldOneWasUnusedForTooLong() throws Exception {
        SshSettings.Limits limits = settings().limits();
        SshSettings impatient = settings()
                .withLimits(new SshSettings.Limits(
                        30,
                        0,
                        limits.connect(),
                        limits.login(),
                        limits.keepAlive(),
                        8,
                        limits.answer(),
                        1 << 20,
                        Duration.ZERO));
        try (SshServers servers = SshServers.start(impatient)) {
            ServerShell first = shell(servers, HOST);
            CompletableFuture<ScriptResult> running = first.run(Script.of(Command.of("sleep", "1")));
            assertThat(shell(servers, HOST)).isSameAs(first);
            get(running);

            ServerShell second = shell(servers, HOST);

            assertThat(second).isNotSameAs(first);
            get(second.run(Script.of(Command.of("true"))));
        }
    }

    @Test
    void stopsACommandThatPrintsTooMuch() throws Exception {
        SshSettings.Limits limits = settings().limits();
        SshSettings settings = settings()
                .withLimits(new SshSettings.Limits(
                        30,
                        0,
                        limits.connect(),
                        limits.login(),
                        limits.keepAlive(),
                        8,
                        limits.answer(),
                        1 << 20,
                        limits.idle()));
        try (SshServers servers = SshServers.start(settings)) {
            assertThatThrownBy(() -> get(shell(servers, HOST).run(Script.of(Command.of("yes")))))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("127.0.0.1: `yes`")
                    .hasMessageContaining("more than 1 MB");
            assertThat(get(shell(servers, HOST).run(Script.of(Command.of("echo", "on"))))
                            .output(0)
                            .stdout())
                    .isEqualTo("on");
        }
    }

    @Test
    void reachesAHundredHostsWithAHandfulOfThreads() throws Exception {
        List<String> hosts =
                IntStream.rangeClosed(1, 100).mapToObj(n -> "127.0.1." + n).toList();
        StringBuilder known = new StringBuilder();
        hosts.forEach(host -> known.append(server.line(host, HOST_KEY)));

        try (SshServers servers = SshServers.start(server.settings(home, known.toString(), keys()))) {
            List<CompletableFuture<ScriptResult>> results = hosts.stream()
                    .map(host -> servers.connect(Host.parse(host))
                            .thenCompose(shell -> shell.run(Script.of(Command.of("echo", host)))))
                    .toList();
            for (int i = 0; i < hosts.size(); i++) {
                assertThat(get(results.get(i)).output(0).stdout()).isEqualTo(hosts.get(i));
            }
            assertThat(server.server.getActiveSessions()).hasSize(100);
            assertThat(threads("SshClient") + threads("ssh-lookup")).isLessThanOrEqualTo(12);
        }
    }

    @Test
    void saysThatTheConnectionWasLost() throws Exception {
        Path reached = home.resolve("reached");
        Script script = Script.of(Command.of("mkfifo", home.resolve("fifo").toString()))
                .run(Command.shell("echo begun > " + home.resolve("begun") + "; cat " + home.resolve("fifo")))
                .run(Command.of("touch", reached.toString()));

        try (SshServers servers = SshServers.start(settings())) {
            ServerShell shell = shell(servers, HOST);
            CompletableFuture<ScriptResult> result = shell.run(script);
            await(home.resolve("begun"));
            while (server.answered.isEmpty()) {
                Thread.sleep(5);
            }
            // What the server has sent before reaches the client before this answer.
            get(shell.run(Script.of(Command.of("true"))));
            CompletableFuture<ScriptResult> other = shell.run(
                    Script.of(Command.shell("cat " + home.resolve("never")).or(Command.shell("exec sleep 600"))));
            server.cut();

            assertThatThrownBy(() -> get(result))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining("127.0.0.1: the connection was lost while `")
                    .hasMessageContaining("run the deploy again");
            assertThatThrownBy(() -> get(other)).isInstanceOf(ServerUnreachableException.class);
            assertThatThrownBy(() -> get(shell.run(script))).isInstanceOf(ServerUnreachableException.class);
            assertThat(get(shell(servers, HOST).run(Script.of(Command.of("true"))))
                            .outputs())
                    .hasSize(1);
        }
        assertThat(reached).doesNotExist();
    }

    @Test
    void saysThatTheShellEnded() throws Exception {
        try (SshServers servers = SshServers.start(settings())) {
            assertThatThrownBy(() -> get(shell(servers, HOST).run(Script.of(Command.shell("kill -9 $$")))))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining("the script's shell ended")
                    .hasMessageContaining("kill -9");
        }
    }

    /** The server opens sessions as OpenSSH does, without any window, and never replies to the exec request. */
    @Test
    void sendsTheScriptRightBehindTheExecRequest() throws Exception {
        try (EmbeddedServer silent = new EmbeddedServer(List.of(HOST_KEY), USER_KEY.getPublic());
                SshServers servers = SshServers.start(openSsh(silent))) {
            ServerShell shell = shell(servers, HOST);
            for (String word : List.of("one", "two")) {
                assertThat(get(shell.run(Script.of(Command.of("echo", word))))
                                .output(0)
                                .stdout())
                        .isEqualTo(word);
            }
        }
    }

    private SshSettings openSsh(EmbeddedServer silent) throws IOException {
        SilentAboutExec.install(silent.server, "OpenSSH_9.2p1");
        silent.start();
        return silent.settings(home, silent.line(HOST, HOST_KEY), keys());
    }

    @Test
    void saysThatTheServerRefusedToRunAScript() throws Exception {
        server.server.setCommandFactory((channel, command) -> {
            throw new IOException("no command for you");
        });
        try (SshServers servers = SshServers.start(settings())) {
            assertThatThrownBy(() -> get(shell(servers, HOST).run(Script.of(Command.of("true")))))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining("127.0.0.1: the server refused to run `exec /bin/sh -s`")
                    .hasMessageContaining("lets deployer run commands");
        }
    }

    @Test
    void saysThatNobodyKnowsWhetherAScriptStarted() throws Exception {
        Path received = home.resolve("received");
        server.server.setCommandFactory((channel, command) -> new org.apache.sshd.server.shell.ProcessShellFactory(
                        "silent",
                        "/bin/sh",
                        "-c",
                        "head -c 1 > " + received + ".part; mv " + received + ".part " + received
                                + "; cat > /dev/null; exec sleep 600")
                .createShell(channel));
        try (SshServers servers = SshServers.start(settings())) {
            CompletableFuture<ScriptResult> result =
                    shell(servers, HOST).run(Script.of(Command.of("docker", "stop", "shop")));
            await(received);
            server.cut();

            assertThatThrownBy(() -> get(result))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining(
                            "the connection was lost, and it is not known whether `docker stop shop` started");
        }
    }

    @Test
    void saysWhatALoginShellPrintsThatRunsNothing() throws Exception {
        server.server.setCommandFactory((channel, command) -> new org.apache.sshd.server.shell.ProcessShellFactory(
                        "nologin",
                        "/bin/sh",
                        "-c",
                        "cat >/dev/null; echo This account is currently not available.; exit 1")
                .createShell(channel));
        try (SshServers servers = SshServers.start(settings())) {
            assertThatThrownBy(() -> get(shell(servers, HOST).run(Script.of(Command.of("true")))))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining("This account is currently not available.")
                    .hasMessageContaining("login shell of deployer");
        }
    }

    @Test
    void namesTheOfferedKeysWhereTheLoginIsRefused() throws Exception {
        KeyPair stranger = EmbeddedServer.ed25519();
        SshSettings settings = server.settings(
                        home, server.line(HOST, HOST_KEY), List.of(Settings.text("deploy-key", stranger)))
                .withKey(new PrivateKeyText("broken-key", Secret.of("nonsense")));

        assertThatThrownBy(() -> connect(settings, HOST))
                .isInstanceOf(ServerUnreachableException.class)
                .hasMessageContaining("127.0.0.1 (port " + server.port() + "): the login of user deployer was refused")
                .hasMessageContaining(HostKey.of(stranger.getPublic()).described() + " (deploy-key)")
                .hasMessageContaining("broken-key: it holds no private key")
                .hasMessageContaining("authorized_keys");
    }

    @Test
    void refusesAnUnknownHostKey() {
        SshSettings settings = server.settings(home, "", keys());

        assertThatThrownBy(() -> connect(settings, HOST))
                .isInstanceOf(ServerUnreachableException.class)
                .hasMessageContaining("its host key is not known ("
                        + HostKey.of(HOST_KEY.getPublic()).described())
                .hasMessageContaining(server.line(HOST, HOST_KEY).strip());
        assertThat(server.users).isEmpty();
    }

    @Test
    void refusesAChangedHostKeyUnderEveryPolicyThatChecks() {
        KeyPair former = EmbeddedServer.ed25519();
        SshSettings settings = server.settings(home, "\n" + server.line(HOST, former), keys());

        for (HostKeyPolicy policy : List.of(HostKeyPolicy.STRICT, HostKeyPolicy.ACCEPT_NEW)) {
            assertThatThrownBy(() -> connect(settings.withHostKeys(policy(settings, policy)), HOST))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining("its host key has changed")
                    .hasMessageContaining(HostKey.of(HOST_KEY.getPublic()).fingerprint())
                    .hasMessageContaining(HostKey.of(former.getPublic()).fingerprint())
                    .hasMessageContaining("the known host keys of this run:2");
        }
        assertThat(server.users).isEmpty();
    }

    @Test
    void writesAnAcceptedHostKeyDown() throws Exception {
        Path additions = home.resolve("kamal/known_hosts");
        SshSettings.HostKeys accept = new SshSettings.HostKeys(null, List.of(), HostKeyPolicy.ACCEPT_NEW, additions);

        connect(settings().withHostKeys(accept), HOST);

        assertThat(additions).hasContent(server.line(HOST, HOST_KEY));
        connect(
                settings().withHostKeys(new SshSettings.HostKeys(null, List.of(additions), HostKeyPolicy.STRICT, null)),
                HOST);
    }

    @Test
    void asksAServerOfSeveralKeysForTheKnownOne() throws Exception {
        KeyPair rsa = EmbeddedServer.key("ssh-rsa", 2048);
        KeyPair ecdsa = EmbeddedServer.key("ecdsa-sha2-nistp256", 256);
        try (EmbeddedServer several = new EmbeddedServer(List.of(HOST_KEY, ecdsa, rsa), USER_KEY.getPublic()).start()) {
            for (KeyPair known : List.of(rsa, HOST_KEY, ecdsa)) {
                connect(several.settings(home, several.line(HOST, known), keys()), HOST);
            }
        }
    }

    @Test
    void saysThatAConnectionIsRefused() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> connect(Settings.of(home, port, "", keys()), HOST))
                .isInstanceOf(ServerUnreachableException.class)
                .hasMessageContaining("127.0.0.1 (port " + port + "): the connection was refused")
                .hasMessageContaining("ssh/port");
    }

    @Test
    void saysThatANameCannotBeResolved() {
        assertThatThrownBy(() -> connect(settings(), "web1.invalid"))
                .isInstanceOf(ServerUnreachableException.class)
                .hasMessageContaining("web1.invalid")
                .hasMessageContaining("cannot be resolved");
    }

    @Test
    void givesUpOnAServerThatNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName(HOST))) {
            SshSettings settings = Settings.of(home, silent.getLocalPort(), "", keys());
            SshSettings impatient = settings.withLimits(Settings.limits(settings, Duration.ofSeconds(1)));

            assertThatThrownBy(() -> connect(impatient, HOST))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining("no login within 1 s");
        }
    }

    @Test
    void noticesAServerThatHasFallenSilent() throws Exception {
        try (Relay relay = new Relay(server.port())) {
            SshSettings settings = Settings.of(
                    home, relay.port(), KnownHosts.line(HOST, relay.port(), HostKey.of(HOST_KEY.getPublic())), keys());
            SshSettings.Limits limits = settings.limits();
            SshSettings watchful = settings.withLimits(new SshSettings.Limits(
                    30,
                    0,
                    limits.connect(),
                    limits.login(),
                    Duration.ofMillis(200),
                    8,
                    limits.answer(),
                    1 << 20,
                    limits.idle()));
            try (SshServers servers = SshServers.start(watchful)) {
                ServerShell shell = shell(servers, HOST);
                get(shell.run(Script.of(Command.of("true"))));
                relay.fallSilent();

                assertThatThrownBy(() -> get(shell.run(Script.of(Command.of("true")))))
                        .isInstanceOf(ServerUnreachableException.class)
                        .hasMessageContaining("the connection was lost");
            }
        }
    }

    @Test
    void repeatsAFailedLookup() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        HostAddresses flaky = (host, port) -> {
            if (lookups.incrementAndGet() < 3) {
                throw new UnknownHostException(host);
            }
            return List.of(new InetSocketAddress(HOST, port));
        };
        SshSettings settings = server.settings(home, server.line("web1", HOST_KEY), keys())
                .withRoute(new SshSettings.Route(null, null, List.of(), flaky));
        SshSettings.Limits limits = settings.limits();

        connect(
                settings.withLimits(new SshSettings.Limits(
                        30,
                        2,
                        limits.connect(),
                        limits.login(),
                        limits.keepAlive(),
                        8,
                        limits.answer(),
                        1,
                        limits.idle())),
                "web1");

        assertThat(lookups).hasValue(3);
    }

    @Test
    void triesTheNextAddressOfAHost() throws Exception {
        SshSettings settings = server.settings(home, server.line("web1", HOST_KEY), keys());
        HostAddresses addresses = (host, port) ->
                List.of(new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.1", port));

        connect(settings.withRoute(new SshSettings.Route(null, null, List.of(), addresses)), "web1");
    }

    @Test
    void goesThroughJumpHostsAndConnectsToEachOnce() throws Exception {
        try (EmbeddedServer jump = new EmbeddedServer(List.of(HOST_KEY), USER_KEY.getPublic()).start()) {
            String known =
                    server.line("127.0.0.2", HOST_KEY) + server.line("127.0.0.3", HOST_KEY) + jump.line(HOST, HOST_KEY);
            SshSettings settings = server.settings(home, known, keys());
            SshSettings.Route route = settings.route();
            SshSettings jumping = settings.withRoute(
                    new SshSettings.Route("gate@127.0.0.1:" + jump.port(), null, List.of(), route.addresses()));

            try (SshServers servers = SshServers.start(jumping)) {
                CompletableFuture<ServerShell> two = servers.connect(Host.parse("127.0.0.2"));
                CompletableFuture<ServerShell> three = servers.connect(Host.parse("127.0.0.3"));
                for (ServerShell shell : List.of(get(two), get(three))) {
                    assertThat(get(shell.run(Script.of(Command.of("echo", "hi"))))
                                    .output(0)
                                    .stdout())
                            .isEqualTo("hi");
                }
                assertThat(jump.server.getActiveSessions()).hasSize(1);
                assertThat(jump.users).containsOnly("gate");
            }
        }
    }

    /** Any local process could use a listener to reach the server behind the jump host. */
    @Test
    void opensNoLocalPortForJumpHostsAndProxyCommands() throws Exception {
        try (EmbeddedServer jump = new EmbeddedServer(List.of(HOST_KEY), USER_KEY.getPublic()).start()) {
            SshSettings settings =
                    server.settings(home, server.line("127.0.0.2", HOST_KEY) + jump.line(HOST, HOST_KEY), keys());
            Set<String> before = ownListeners();
            Set<String> during = ConcurrentHashMap.newKeySet();
            server.server.setPublickeyAuthenticator((user, key, session) -> during.addAll(ownListeners()) || true);
            List<SshSettings.Route> routes = List.of(
                    new SshSettings.Route("127.0.0.1:" + jump.port(), null, List.of(), HostAddresses.system()),
                    new SshSettings.Route(
                            null,
                            "/bin/bash -c 'exec 3<>/dev/tcp/%h/%p; cat <&3 & cat >&3'",
                            List.of(),
                            HostAddresses.system()));
            for (SshSettings.Route route : routes) {
                during.clear();
                connect(settings.withRoute(route), "127.0.0.2");
                assertThat(during).isNotEmpty().isSubsetOf(before);
            }
        }
    }

    /** The listening sockets of this process. */
    private static Set<String> ownListeners() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            String listening = Stream.concat(
                            Files.readAllLines(Path.of("/proc/self/net/tcp")).stream(),
                            Files.readAllLines(Path.of("/proc/self/net/tcp6")).stream())
                    .filter(line -> line.contains(" 0A "))
                    .collect(Collectors.joining("\n"));
            Set<String> own = new TreeSet<>();
            for (Path file : files.toList()) {
                Matcher socket = Pattern.compile("socket:\\[(\\d+)]").matcher(target(file));
                if (socket.matches() && listening.contains(" " + socket.group(1) + " ")) {
                    own.add(socket.group(1));
                }
            }
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    @Test
    void saysWhichJumpHostIsTheTrouble() throws Exception {
        SshSettings settings =
                settings().withRoute(new SshSettings.Route("127.0.0.9:1", null, List.of(), HostAddresses.system()));

        assertThatThrownBy(() -> connect(settings, HOST))
                .isInstanceOf(ServerUnreachableException.class)
                .hasMessageContaining("127.0.0.9 (port 1): the connection was refused");
    }

    @Test
    void goesThroughAProxyCommand() throws Exception {
        String relay = "/bin/bash -c 'exec 3<>/dev/tcp/%h/%p; cat <&3 & cat >&3'";
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash to relay with");
        SshSettings settings =
                settings().withRoute(new SshSettings.Route(null, relay, List.of(), HostAddresses.system()));

        try (SshServers servers = SshServers.start(settings)) {
            assertThat(get(shell(servers, HOST).run(Script.of(Command.of("echo", "hi"))))
                            .output(0)
                            .stdout())
                    .isEqualTo("hi");
        }
    }

    @Test
    void readsHostNameAndKeyFromTheSshConfiguration() throws Exception {
        Path ssh = Files.createDirectories(home.resolve(".ssh/keys"));
        Files.writeString(
                ssh.resolve("web"), Settings.text("web", USER_KEY).text().reveal());
        Files.writeString(home.resolve(".ssh/config"), "Include extra\nHost *\n  IdentityFile ~/.ssh/keys/none\n");
        Files.writeString(
                home.resolve(".ssh/extra"), "Host web* !web9\n  HostName 127.0.0.1\n  IdentityFile ~/.ssh/keys/web\n");

        connect(server.settings(home, server.line(HOST, HOST_KEY), List.of()), "web1");
    }

    private SshSettings settings() {
        return server.settings(home, server.line(HOST, HOST_KEY), keys());
    }

    private static SshSettings.HostKeys policy(SshSettings settings, HostKeyPolicy policy) {
        return new SshSettings.HostKeys(settings.hostKeys().textOrNull(), List.of(), policy, null);
    }

    private static List<PrivateKeyText> keys() {
        return List.of(Settings.text("test-key", USER_KEY));
    }

    private static ServerShell shell(SshServers servers, String host) throws Exception {
        return get(servers.connect(Host.parse(host)));
    }

    private static void connect(SshSettings settings, String host) throws Exception {
        try (SshServers servers = SshServers.start(settings)) {
            get(servers.connect(Host.parse(host)));
        }
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CompletionException wrapped
                    ? (Exception) wrapped.getCause()
                    : (Exception) e.getCause();
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(name))
                .count();
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(5);
        }
    }
}
