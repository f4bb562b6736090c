package io.jenkins.plugins.kamal.engine.shell.ssh.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.Algorithms;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host and user come from the workspace; the proxy command is run by a shell. */
class ProxyCommandTokensTest {

    @Test
    void replacesHostPortAndUser() {
        assertThat(ProxyCommandTokens.expand("nc %h %p # %r %% %x %%h %", to("web-1.example.com", "app")))
                .isEqualTo("nc web-1.example.com 22 # app % %x %h %");
        assertThat(ProxyCommandTokens.expand("nc %h", to("fe80::1%eth0", "app")))
                .isEqualTo("nc fe80::1%eth0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a;id", "$(id)", "`id`", "a b", "a\nid", "a'b", "a\"b", "a|id", "a&id", "a>b", "-oX", "", "a*", "~"
            })
    void refusesWhatMeansSomethingToAShell(String hostile) {
        assertThatThrownBy(() -> ProxyCommandTokens.expand("nc %h %p", to(hostile, "app")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("the host `" + hostile + "` is not allowed in the proxy command");
        assertThatThrownBy(() -> ProxyCommandTokens.expand("ssh gate -l %r", to("web1", hostile)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("the user `" + hostile + "`");
        assertThat(ProxyCommandTokens.expand("nc fixed 22", to(hostile, hostile)))
                .isEqualTo("nc fixed 22");
    }

    private static SshDestination to(String hostName, String user) {
        return new SshDestination(
                Host.parse("web1"),
                hostName,
                22,
                user,
                new SshDestination.Login(List.of(), List.of(), null, false),
                new SshDestination.KnownAs(hostName, List.of()),
                List.of(),
                null,
                Algorithms.DEFAULT);
    }
}
