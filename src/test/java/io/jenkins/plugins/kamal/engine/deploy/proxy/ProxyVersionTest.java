package io.jenkins.plugins.kamal.engine.deploy.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyVersionTest {

    @ParameterizedTest
    @CsvSource({
        "v0.9.1, v0.9.2, true",
        "v0.9.2, v0.9.2, false",
        "v0.10.0, v0.9.2, false",
        "v1.0, v0.9.2, false",
        "v0.9, v0.9.2, true",
        "0.8.4, v0.9.2, true",
        "latest, v0.9.2, false",
        "v99999999999999999999.0.0, v0.9.2, false",
    })
    void ordersVersionsAndTakesTagsThatAreNoneAsRecent(String tag, String minimum, boolean older) {
        assertThat(ProxyVersion.isOlder(tag, minimum)).isEqualTo(older);
    }
}
