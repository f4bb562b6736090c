package io.jenkins.plugins.kamal.engine.deploy.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyChangeTest {

    private static final Host HOST = Host.parse("10.0.0.1");
    private static final String DEFAULT_PORTS =
            "{\"443/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"443\"}],\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"80\"}]}";

    private static ProxyRun settings(int httpPort, boolean publish, String version) {
        return new ProxyRun(
                new ProxyRun.Publishing(publish, List.of(), httpPort, 443),
                null,
                false,
                "10m",
                new ProxyRun.Image(null, "basecamp/kamal-proxy", version),
                List.of());
    }

    @Test
    void theSameSettingsAreNoChange() {
        assertThat(ProxyChange.of(HOST, settings(80, true, "v0.9.2"), "v0.9.2", DEFAULT_PORTS))
                .isEmpty();
        assertThat(ProxyChange.of(HOST, settings(80, false, "v0.9.2"), "v0.9.2", "{}"))
                .isEmpty();
    }

    @Test
    void anotherPortAndAnotherVersionAreNamed() {
        assertThat(ProxyChange.of(HOST, settings(8080, true, "v0.9.3"), "v0.9.2", DEFAULT_PORTS))
                .contains(
                        "kamal-proxy on 10.0.0.1 was booted with version v0.9.2, but proxy/run asks for version v0.9.3;"
                                + " with published ports 443:443, 80:80, but proxy/run asks for 443:443, 8080:80."
                                + " Run `kamal proxy reboot` to apply the configuration");
    }
}
