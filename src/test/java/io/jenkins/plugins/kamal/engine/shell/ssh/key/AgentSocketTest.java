package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentSocketTest {

    @TempDir
    Path directory;

    @Test
    void doesNotWaitForAnAgentThatNeverAnswers() throws Exception {
        Path path = directory.resolve("agent");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(path));
            try (AgentSocket agent = new AgentSocket(path, Duration.ofSeconds(1))) {
                assertThatThrownBy(agent::getIdentities)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("the ssh-agent gave no answer within 1 s");
            }
        }
    }
}
