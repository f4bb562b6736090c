package io.jenkins.plugins.kamal.engine.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.shell.ServerShell;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A script's channel is opened while the script before it runs, which saves a round trip for each script. */
@Timeout(120)
@Tag("flow")
class SpareChannelTest {

    private static final String HOST = "127.0.0.1";
    private static final KeyPair HOST_KEY = EmbeddedServer.ed25519();
    private static final KeyPair USER_KEY = EmbeddedServer.ed25519();

    @TempDir
    Path home;

    private final EmbeddedServer server = new EmbeddedServer(List.of(HOST_KEY), USER_KEY.getPublic());
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Semaphore answered = new Semaphore(0);
    private int sessionsAllowed = 10;

    @BeforeEach
    void start() throws Exception {
        server.server.setChannelFactories(List.of(new ChannelSessionFactory() {
            @Override
            public Channel createChannel(Session session) {
                return new CountedSession();
            }
        }));
        server.start();
    }

    @Test
    void isOpenBeforeTheNextScriptIsKnown() throws Exception {
        try (server;
                SshServers servers = SshServers.start(settings())) {
            ServerShell shell = get(servers.connect(Host.parse(HOST)));
            Path end = home.resolve("end");
            CompletableFuture<ScriptResult> first = shell.run(waitingFor(end));

            awaitAnswers(2);
            assertThat(first).isNotDone();
            Files.createFile(end);
            get(first);
            get(shell.run(Script.of(Command.of("true"))));

            awaitAnswers(1);
            assertThat(asked).as("one for each script, and the spare one").hasValue(3);
        }
    }

    @Test
    void isDoneWithoutIfTheServerAllowsOneSession() throws Exception {
        sessionsAllowed = 1;
        try (server;
                SshServers servers = SshServers.start(settings())) {
            ServerShell shell = get(servers.connect(Host.parse(HOST)));
            Path end = home.resolve("end");
            CompletableFuture<ScriptResult> first = shell.run(waitingFor(end));
            awaitAnswers(2);
            Files.createFile(end);
            get(first);
            for (String word : List.of("one", "two")) {
                awaitClosed();
                assertThat(get(shell.run(Script.of(Command.of("echo", word))))
                                .output(0)
                                .stdout())
                        .isEqualTo(word);
            }

            assertThat(asked).as("one for each script, and the refused one").hasValue(4);
        }
    }

    /** Two scripts are sent at once: the second one takes the spare channel that is about to be refused. */
    @Test
    void isNoSignOfTooManyScriptsIfItIsRefused() throws Exception {
        sessionsAllowed = 1;
        try (server;
                SshServers servers = SshServers.start(settings())) {
            ServerShell shell = get(servers.connect(Host.parse(HOST)));
            CompletableFuture<ScriptResult> first = shell.run(Script.of(Command.of("echo", "one")));
            CompletableFuture<ScriptResult> second = shell.run(Script.of(Command.of("echo", "two")));

            assertThat(get(first).output(0).stdout()).isEqualTo("one");
            assertThat(get(second).output(0).stdout()).isEqualTo("two");
        }
    }

    private SshSettings settings() {
        return server.settings(home, server.line(HOST, HOST_KEY), List.of(Settings.text("test-key", USER_KEY)));
    }

    private static Script waitingFor(Path file) {
        return Script.of(Command.shell("until [ -e " + file + " ]; do sleep 0.01; done"));
    }

    private void awaitAnswers(int count) throws InterruptedException {
        assertThat(answered.tryAcquire(count, 60, TimeUnit.SECONDS))
                .as("answers to requests for a channel")
                .isTrue();
    }

    private void awaitClosed() throws InterruptedException {
        while (open.get() > 0) {
            Thread.sleep(5);
        }
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private final class CountedSession extends ChannelSession {

        @Override
        public OpenFuture open(long recipient, long window, long packetSize, Buffer buffer) {
            asked.incrementAndGet();
            if (open.get() >= sessionsAllowed) {
                DefaultOpenFuture refused = new DefaultOpenFuture(this, this);
                refused.setException(new SshChannelOpenException(
                        getChannelId(), SshConstants.SSH_OPEN_RESOURCE_SHORTAGE, "no more sessions"));
                answered.release();
                return refused;
            }
            open.incrementAndGet();
            addCloseFutureListener(closed -> open.decrementAndGet());
            OpenFuture opening = super.open(recipient, window, packetSize, buffer);
            answered.release();
            return opening;
        }
    }
}
