package io.jenkins.plugins.kamal.engine.cli.parent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.run.HookCalls;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both ends of the socket between a command and the commands that its hooks call, if the other end is hostile. */
@Timeout(60)
class HookServerTest {

    private static final String VARIABLE = HookServer.VARIABLE;

    @TempDir
    private Path directory;

    private void duringHook(Consumer<Map<String, String>> hook) {
        ParentContext context = new ParentContext(
                new ParentContext.Project("/p", "config/deploy.yml", null, "shop", null, ".kamal/secrets"),
                null,
                null,
                Map.of(),
                null,
                false,
                null,
                1,
                Map.of("TOKEN", "hunter2-hunter2"),
                Handover.NOTHING);
        try (HookServer server = new HookServer(Map.of(), List.of(directory), context, complaint -> {})) {
            server.during(new HookCalls.Moment(null, null, false), Map.of(), variables -> {
                hook.accept(variables);
                return new Output(Command.of("hook"), 0, "", "", Duration.ZERO);
            });
        }
    }

    /** The called engine holds the same secrets as its caller. */
    @Test
    void aCalledEngineHasNoAttachMechanismEither() {
        duringHook(variables -> {
            Path program = Path.of(variables.get(VARIABLE)).resolveSibling("kamal");
            assertThat(program).content().contains("-XX:+DisableAttachMechanism");
        });
    }

    @Test
    void aLineWithoutAnEndDoesNotFillTheMemory() {
        duringHook(variables -> {
            try (SocketChannel call = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                call.connect(UnixDomainSocketAddress.of(variables.get(VARIABLE)));
                ByteBuffer much = ByteBuffer.wrap("1".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII));
                assertThatThrownBy(() -> {
                            while (true) {
                                call.write(much.rewind());
                            }
                        })
                        .isInstanceOf(IOException.class);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aCallerThatNeverAnswersIsNotWaitedFor() throws Exception {
        Path socket = directory.resolve("silent");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));

            ParentCommand parent = ParentCall.find(
                    Map.of(VARIABLE, socket.toString()),
                    directory,
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Duration.ofMillis(200));

            assertThat(parent).isSameAs(ParentCommand.LOST);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("does not answer (no answer within 0 s)");
        assertThat(Files.exists(socket)).isTrue();
    }
}
