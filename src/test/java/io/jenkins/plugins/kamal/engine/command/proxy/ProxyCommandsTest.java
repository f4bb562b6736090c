package io.jenkins.plugins.kamal.engine.command.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.DockerOption;
import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyCommandsTest {

    private static final String RUN = "docker run --name kamal-proxy --network kamal --detach --restart unless-stopped"
            + " --volume kamal-proxy-config:/home/kamal-proxy/.config/kamal-proxy"
            + " --volume $PWD/.kamal/proxy/apps-config:/home/kamal-proxy/.apps-config ";

    private static String run(ProxyRun settings) {
        return new ProxyCommands(
                        new SampleConfiguration().proxyRun("h", settings).build(), Host.parse("h"))
                .run()
                .shellText();
    }

    private static ProxyRun settings(boolean publish, @CheckForNull String logMaxSize, List<String> bindIps) {
        return new ProxyRun(
                new ProxyRun.Publishing(publish, bindIps, 80, 443),
                null,
                false,
                logMaxSize,
                new ProxyRun.Image(null, "basecamp/kamal-proxy", "v0.9.2"),
                List.of());
    }

    @Test
    void run_with_the_file_s_settings() {
        assertThat(run(settings(true, "10m", List.of())))
                .isEqualTo(
                        RUN
                                + "--publish 80:80 --publish 443:443 --log-opt max-size=10m basecamp/kamal-proxy:v0.9.2 kamal-proxy run");
    }

    @Test
    void run_bound_to_addresses() {
        assertThat(run(settings(true, "10m", List.of("127.0.0.1", "::1"))))
                .contains(
                        " --publish 127.0.0.1:80:80 --publish 127.0.0.1:443:443 --publish '[::1]:80:80' --publish '[::1]:443:443' ");
    }

    @Test
    void run_unpublished_and_without_a_log_size() {
        assertThat(run(settings(false, null, List.of())))
                .isEqualTo(RUN + "basecamp/kamal-proxy:v0.9.2 kamal-proxy run");
    }

    @Test
    void run_with_everything_else() {
        ProxyRun settings = new ProxyRun(
                new ProxyRun.Publishing(true, List.of(), 8080, 8443),
                9090,
                true,
                "10m",
                new ProxyRun.Image("registry.lab", "my/proxy", "v1"),
                List.of(new DockerOption("label", "a=b"), new DockerOption("privileged", null)));

        assertThat(run(settings))
                .isEqualTo(RUN
                        + "--publish 8080:80 --publish 8443:443 --log-opt max-size=10m --expose=9090 --label \"a=b\""
                        + " --privileged registry.lab/my/proxy:v1 kamal-proxy run --debug --metrics-port 9090");
    }

    @Test
    void settings_of_another_host_are_not_taken() {
        ProxyCommands other = new ProxyCommands(
                new SampleConfiguration()
                        .proxyRun("h", settings(true, null, List.of()))
                        .build(),
                Host.parse("i"));

        assertThat(other.run().shellText()).startsWith("echo $(cat .kamal/proxy/options 2> /dev/null || echo ");
    }

    @Test
    void the_proxy_of_kamal_1_is_cleaned_up() {
        assertThat(new ProxyCommands(SampleConfiguration.sample(), Host.parse("h"))
                        .cleanUpTraefik()
                        .shellText())
                .isEqualTo("docker container stop traefik ; docker container prune --force"
                        + " --filter label=org.opencontainers.image.title=Traefik && docker image prune --all --force"
                        + " --filter label=org.opencontainers.image.title=Traefik");
    }
}
