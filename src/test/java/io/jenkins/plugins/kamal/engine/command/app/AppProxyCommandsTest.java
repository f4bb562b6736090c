package io.jenkins.plugins.kamal.engine.command.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleRole;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppProxyCommandsTest {

    private static final Version VERSION = new Version("123");
    private static final String EXEC = "docker exec kamal-proxy kamal-proxy ";
    private static final String TARGET = EXEC + "deploy myapp-web --target=\"c137:80\" --host=\"app.lab\" ";
    private static final String TIMEOUTS = "--deploy-timeout=\"30s\" --drain-timeout=\"30s\" ";
    private static final String BUFFERS = "--buffer-requests --buffer-responses ";
    private static final String HEADERS =
            "--log-request-header=\"Cache-Control\" --log-request-header=\"Last-Modified\" --log-request-header=\"User-Agent\"";

    private static AppProxyCommands commands(SampleConfiguration configuration, SampleProxy proxy) {
        Configuration built =
                configuration.roles(new SampleRole("web").proxy(proxy).build()).build();
        return new AppProxyCommands(built, built.roles().get(0));
    }

    private static String deploy(SampleProxy proxy) {
        return commands(new SampleConfiguration(), proxy)
                .deploy(List.of("c137"), VERSION)
                .shellText();
    }

    @Test
    void deploy() {
        assertThat(deploy(new SampleProxy())).isEqualTo(TARGET + TIMEOUTS + BUFFERS + HEADERS);
    }

    @Test
    void deploy_for_several_hosts() {
        assertThat(deploy(new SampleProxy().host("a.lab", "b.lab")))
                .contains(" --host=\"a.lab\" --host=\"b.lab\" --deploy-timeout=");
    }

    @Test
    void deploy_for_every_host() {
        assertThat(deploy(new SampleProxy().host()))
                .startsWith(EXEC + "deploy myapp-web --target=\"c137:80\" --deploy-timeout=");
    }

    @Test
    void deploy_with_tls() {
        assertThat(deploy(new SampleProxy().ssl(new Proxy.Ssl.Automatic()))).startsWith(TARGET + "--tls " + TIMEOUTS);
    }

    @Test
    void deploy_with_a_certificate_of_its_own() {
        assertThat(deploy(new SampleProxy().ssl(new Proxy.Ssl.Custom("CERT", "KEY"))))
                .startsWith(TARGET
                        + "--tls --tls-certificate-path=\"/home/kamal-proxy/.apps-config/myapp/tls/web/cert.pem\""
                        + " --tls-private-key-path=\"/home/kamal-proxy/.apps-config/myapp/tls/web/key.pem\" "
                        + TIMEOUTS);
    }

    @Test
    void deploy_with_a_health_check() {
        assertThat(deploy(new SampleProxy().healthcheck("1", "2.5", "/up")))
                .startsWith(TARGET + TIMEOUTS + "--health-check-interval=\"1s\" --health-check-timeout=\"2.5s\""
                        + " --health-check-path=\"/up\" " + BUFFERS);
    }

    @Test
    void deploy_with_a_response_timeout() {
        assertThat(deploy(new SampleProxy().responseTimeout("10")))
                .startsWith(TARGET + TIMEOUTS + "--target-timeout=\"10s\" " + BUFFERS);
    }

    @Test
    void deploy_without_buffers() {
        assertThat(deploy(new SampleProxy().buffering(false, 1024)))
                .startsWith(
                        TARGET + TIMEOUTS + "--buffer-requests=false --buffer-responses=false --buffer-memory=\"1024\""
                                + " --max-request-body=\"1024\" --max-response-body=\"1024\" --log-request-header=");
    }

    @Test
    void deploy_below_a_path() {
        assertThat(deploy(new SampleProxy().pathPrefixes(false, "/a", "/b")))
                .isEqualTo(TARGET + TIMEOUTS + BUFFERS
                        + "--path-prefix=\"/a\" --path-prefix=\"/b\" --strip-path-prefix=false " + HEADERS);
    }

    @Test
    void deploy_with_forwarded_headers_and_without_a_redirect() {
        assertThat(deploy(new SampleProxy().forwardHeaders(true).sslRedirect(false)))
                .isEqualTo(TARGET + TIMEOUTS + BUFFERS + "--forward-headers --tls-redirect=false " + HEADERS);
    }

    @Test
    void deploy_with_other_logged_headers() {
        assertThat(deploy(new SampleProxy().logHeaders(List.of("X"), List.of("Y"))))
                .endsWith(BUFFERS + "--log-request-header=\"X\" --log-response-header=\"Y\"");
    }

    @Test
    void deploy_with_error_pages_of_the_version() {
        AppProxyCommands commands = commands(new SampleConfiguration().errorPages("public"), new SampleProxy());

        assertThat(commands.deploy(List.of("c137"), VERSION).shellText())
                .endsWith(HEADERS + " --error-pages=\"/home/kamal-proxy/.apps-config/myapp/error_pages/123\"");
    }

    @Test
    void deploy_with_another_drain_timeout() {
        AppProxyCommands commands =
                commands(new SampleConfiguration().drainTimeout(Duration.ofSeconds(100)), new SampleProxy());

        assertThat(commands.deploy(List.of("c137"), VERSION).shellText()).contains(" --drain-timeout=\"100s\" ");
    }

    @Test
    void a_role_without_proxy_cannot_be_deployed_to_it() {
        Configuration configuration = SampleConfiguration.sample();
        AppProxyCommands job =
                new AppProxyCommands(configuration, configuration.roles().get(1));

        assertThatThrownBy(() -> job.deploy(List.of("c137"), VERSION)).hasMessage("role job is not behind the proxy");
    }

    @Test
    void remove() {
        assertThat(commands(new SampleConfiguration().destination("staging"), new SampleProxy())
                        .remove()
                        .shellText())
                .isEqualTo(EXEC + "remove myapp-web-staging");
    }

    @Test
    void maintenance() {
        assertThat(commands(new SampleConfiguration(), new SampleProxy())
                        .maintenance(null, null)
                        .shellText())
                .isEqualTo(EXEC + "stop myapp-web");
    }

    @Test
    void maintenance_with_a_message() {
        assertThat(commands(new SampleConfiguration(), new SampleProxy())
                        .maintenance(Duration.ofSeconds(10), "Back \"soon\"")
                        .shellText())
                .isEqualTo(EXEC + "stop myapp-web --drain-timeout=10s --message=\"Back \\\"soon\\\"\"");
    }
}
