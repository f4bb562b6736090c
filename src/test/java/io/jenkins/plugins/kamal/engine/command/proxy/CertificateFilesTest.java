package io.jenkins.plugins.kamal.engine.command.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Script;
import org.junit.jupiter.api.Test;

class CertificateFilesTest {

    private static final Configuration CONFIGURATION = SampleConfiguration.sample();

    @Test
    void directory_certificate_and_key() {
        Proxy proxy = new SampleProxy().ssl(new Proxy.Ssl.Custom("CERT", "KEY")).build();

        Script script = CertificateFiles.write(CONFIGURATION, "web", proxy, Secret::of);

        assertThat(script.steps()).hasSize(3);
        assertThat(script.steps().get(0).command().shellText())
                .isEqualTo("mkdir -p .kamal/proxy/apps-config/myapp/tls/web && chmod 0700 .kamal/proxy");
        assertThat(script.steps().get(1).command().shellText()).contains("tls/web/cert.pem");
        assertThat(script.steps().get(1).command().input()).contains(Secret.of("CERT"));
        assertThat(script.steps().get(2).command().shellText()).contains("tls/web/key.pem");
        assertThat(script.steps().get(2).command().input()).contains(Secret.of("KEY"));
    }

    @Test
    void nothing_without_a_custom_certificate() {
        assertThat(CertificateFiles.write(CONFIGURATION, "web", new SampleProxy().build(), Secret::of)
                        .steps())
                .isEmpty();
    }
}
