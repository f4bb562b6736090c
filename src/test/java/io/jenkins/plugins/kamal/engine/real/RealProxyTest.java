package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two services that are deployed to fresh real servers at the same moment, and share a proxy whose image, ports, log and
 * options the configuration gives.
 */
@Tag("real")
class RealProxyTest {

    private static final int PORT = 8080;

    @TempDir
    private Path root;

    private RealApp app;
    private List<Server> webs;

    @Test
    void twoServicesAtOnceShareAProxyWithItsOwnSettings() throws Exception {
        RealServers lab = RealServers.require();
        app = new RealApp(lab, root);
        webs = List.of(lab.server(0), lab.server(1));
        pushProxyImage();
        configure();
        String version = app.commit();

        CompletableFuture<RealApp.Result> one = CompletableFuture.supplyAsync(() -> app.kamal("deploy"));
        CompletableFuture<RealApp.Result> two =
                CompletableFuture.supplyAsync(() -> app.kamal("deploy", "-c", "config/other.yml"));

        assertSucceeded(one);
        assertSucceeded(two);
        for (Server web : webs) {
            assertThat(site(web, "app.lab")).contains("container=myapp-web-" + version);
            assertThat(site(web, "other.lab")).contains("container=other-web-" + version);
            assertProxy(web);
        }
    }

    /** The servers' own registry has the proxy, under another name. */
    private void pushProxyImage() {
        app.succeed("registry", "login", "--skip-remote");
        String image = app.lab.registry().address() + "/lab/proxy:v0.9.2";
        app.lab.agentDocker("tag", "basecamp/kamal-proxy:v0.9.2", image);
        app.lab.agentDocker("--config", root.resolve("home/.docker").toString(), "push", "--quiet", image);
    }

    private void configure() throws IOException {
        app.configure("readiness_delay: 1", "readiness_delay: 0");
        app.configure("  app_port: 80\n", """
                app_port: 80
                run:
                  http_port: %d
                  https_port: 8443
                  metrics_port: 9090
                  debug: true
                  log_max_size: 5m
                  registry: %s
                  repository: lab/proxy
                  version: v0.9.2
                  options:
                    label: owner=us
                """.formatted(PORT, app.lab.registry().address())
                .indent(2));
        String other = Files.readString(app.project.resolve(RealApp.CONFIGURATION))
                .replace("service: myapp", "service: other")
                .replace("image: lab/myapp", "image: lab/other")
                .replace("app.lab", "other.lab");
        app.write("config/other.yml", other);
    }

    private static void assertSucceeded(CompletableFuture<RealApp.Result> deploy) throws Exception {
        RealApp.Result result = deploy.get(3, TimeUnit.MINUTES);
        assertThat(result.exitStatus()).as("%s%n%s", result.out(), result.err()).isZero();
    }

    private static String site(Server web, String name) throws IOException {
        return RealWeb.get(web, PORT, name, "/version").body();
    }

    private void assertProxy(Server web) {
        assertThat(app.lab.docker(web, "inspect", "--format", "{{json .}}", "kamal-proxy"))
                .contains("\"Image\":\"" + app.lab.registry().address() + "/lab/proxy:v0.9.2\"")
                .contains("\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"8080\"}]")
                .contains("\"443/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"8443\"}]")
                .contains("\"9090/tcp\":{}", "\"max-size\":\"5m\"", "\"owner\":\"us\"")
                .contains("\"Args\":[\"run\",\"--debug\",\"--metrics-port\",\"9090\"]")
                .contains("\"RestartPolicy\":{\"Name\":\"unless-stopped\"");
    }
}
