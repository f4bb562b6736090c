package io.jenkins.plugins.kamal.engine.deploy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxiedServiceTest {

    @Test
    void readsTheColoredTableOfKamalProxyAndAnEmptyCell() {
        String table = """
                \u001B[3;94mService\u001B[0m   \u001B[3;94mHost\u001B[0m           \u001B[3;94mPath\u001B[0m  \u001B[3;94mTarget\u001B[0m           \u001B[3;94mState\u001B[0m    \u001B[3;94mTLS\u001B[0m \s
                \u001B[1;34mshop-web\u001B[0m  \u001B[mshop.lab,w.lab\u001B[0m \u001B[m\u001B[0m      \u001B[m0123456789ab:80\u001B[0m  \u001B[mrunning\u001B[0m  \u001B[myes\u001B[0m \s
                """;

        Map<String, ProxiedService> services = ProxiedService.read(table);

        assertThat(services).containsOnlyKeys("shop-web");
        assertThat(services.get("shop-web").columns())
                .containsEntry("Host", "shop.lab,w.lab")
                .containsEntry("Path", "")
                .containsEntry("TLS", "yes");
    }

    @Test
    void readsNothingOutOfNothing() {
        assertThat(ProxiedService.read("")).isEmpty();
        assertThat(ProxiedService.read("Service  Host\n")).isEmpty();
        assertThat(ProxiedService.read("x\n\nyy")).hasSize(1);
    }
}
