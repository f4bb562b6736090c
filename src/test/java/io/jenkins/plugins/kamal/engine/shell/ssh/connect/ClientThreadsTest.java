package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientThreadsTest {

    /** Two at least, so that one server's key exchange does not keep the others waiting. */
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "4, 4", "8, 8", "96, 8"})
    void followTheProcessorsUpToALimit(int processors, int threads) {
        assertThat(Client.threads(processors)).isEqualTo(threads);
    }
}
