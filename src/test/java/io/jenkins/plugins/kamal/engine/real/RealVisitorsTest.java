package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import io.jenkins.plugins.kamal.engine.real.RealWeb.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What visitors of an app on real servers see beside its pages: assets of the old and of the new version while one
 * replaces the other, the certificate of the secrets, error pages of the project, and maintenance.
 */
class RealVisitorsTest extends RealTest {

    private static final String SITE = "app.lab";

    private List<Server> webs;

    @BeforeEach
    void makeApp() throws Exception {
        webs = List.of(web1, web2);
        makeCertificate();
        configure();
    }

    @Test
    void assetsOfBothVersionsCertificateErrorPagesAndMaintenance() throws Exception {
        String first = app.commit();
        app.succeed("deploy");
        assertCertificate(first);
        assertOthersCannotReadTheKey();
        assertThat(status("/assets/one.css")).containsOnly(200);
        assertThat(status("/assets/two.css")).containsOnly(404);

        String second = replaceAssetsAndDeploy(first);
        assertCertificate(second);
        assertThat(status("/assets/one.css")).containsOnly(200);
        assertThat(status("/assets/two.css")).containsOnly(200);

        assertMaintenance();
        assertErrorPage(second);
    }

    /** kamal-proxy serves a certificate that it was given for any name; Kamal refuses such a configuration. */
    @Test
    void aCertificateOfOnesOwnNeedsNoHost() throws Exception {
        String version = app.configure("  host: " + SITE + "\n", "");

        app.succeed("deploy");

        assertCertificate(version);
    }

    private void makeCertificate() throws IOException, InterruptedException {
        String command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + SITE
                + " -addext subjectAltName=DNS:" + SITE + " -keyout key.pem -out certificate.pem";
        Process openssl = new ProcessBuilder(command.split(" "))
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("openssl.log").toFile())
                .directory(root.toFile())
                .start();
        assertThat(openssl.waitFor()).isZero();
    }

    private void configure() throws IOException {
        app.configure("readiness_delay: 1\n", """
                readiness_delay: 0
                asset_path: /www/assets
                error_pages_path: public
                """);
        app.configure("  app_port: 80\n", """
                app_port: 80
                ssl:
                  certificate_pem: TLS_CERTIFICATE
                  private_key_pem: TLS_KEY
                ssl_redirect: false
                """.indent(2));
        String secrets = Files.readString(app.project.resolve(".kamal/secrets"));
        app.write(
                ".kamal/secrets",
                secrets + "TLS_CERTIFICATE=\"$(cat " + root + "/certificate.pem)\"\nTLS_KEY=\"$(cat " + root
                        + "/key.pem)\"\n");
        app.write("public/assets/one.css", "one\n");
        app.write("public/502.html", "<p>our bad gateway</p>\n");
        app.write("public/504.html", "<p>our bad gateway</p>\n");
        app.write("public/503.html", "<p>our 503: {{ .Message }}</p>\n");
    }

    private void assertCertificate(String version) throws IOException {
        for (Server web : webs) {
            Answer answer = RealWeb.getSecurely(web, SITE, "/version", root.resolve("certificate.pem"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("version=" + version);
        }
    }

    /** The proxy's user reads the key through its mount; a user of the server does not get there. */
    private void assertOthersCannotReadTheKey() {
        Server web = webs.get(0);
        String directory = "/home/kamal-key-test/.kamal";
        assertThat(app.lab.sh(web, "cd ~/.kamal/proxy && stat -c '%a' . && find . -name '*.pem' | wc -l"))
                .isEqualTo("700\n2");
        app.lab.sh(web, "mkdir -p " + directory + " && cp -a ~/.kamal/proxy " + directory);
        assertThat(app.lab.sh(
                        web,
                        "cd / && chmod 0755 /home/kamal-key-test " + directory + " && key=$(find " + directory
                                + " -name 'key.pem') && test -s $key && { setpriv --reuid 65534 --clear-groups cat $key"
                                + " > /dev/null 2>&1 && echo read || echo closed; }; rm -rf /home/kamal-key-test"))
                .isEqualTo("closed");
    }

    /** Looks on the way, when the new assets are there and the old version serves. */
    private String replaceAssetsAndDeploy(String first) throws Exception {
        Path reached = root.resolve("reached");
        Path go = root.resolve("go");
        app.write(
                ".kamal/hooks/pre-app-boot",
                "#!/bin/sh\ntouch " + reached + "\nfor i in $(seq 600); do [ -e " + go
                        + " ] && exit; sleep 0.1; done; exit 1\n");
        Files.delete(app.project.resolve("public/assets/one.css"));
        app.write("public/assets/two.css", "two\n");
        String second = app.commit();
        try (RealRequests requests = new RealRequests(webs)) {
            CompletableFuture<RealApp.Result> deploy = CompletableFuture.supplyAsync(() -> app.kamal("deploy"));
            while (!Files.exists(reached)) {
                assertThat(deploy).isNotDone();
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(webs)
                    .allSatisfy(web -> assertThat(RealRequests.served(web)).isEqualTo(first));
            assertThat(status("/assets/one.css")).containsOnly(200);
            assertThat(status("/assets/two.css")).containsOnly(200);
            Files.createFile(go);
            RealApp.Result result = deploy.get(2, TimeUnit.MINUTES);
            assertThat(result.exitStatus()).as(result.err()).isZero();
            assertThat(requests.failures()).isEmpty();
        }
        return second;
    }

    private void assertMaintenance() throws IOException {
        app.succeed("app", "maintenance", "--message", "Back at noon");
        for (Server web : webs) {
            assertThat(get(web, "/version")).isEqualTo(new Answer(503, "<p>our 503: Back at noon</p>"));
        }
        app.succeed("app", "live");
        assertThat(status("/version")).containsOnly(200);
    }

    private void assertErrorPage(String version) throws IOException {
        Server web = webs.get(0);
        app.lab.docker(web, "kill", "myapp-web-" + version);
        Answer answer = get(web, "/version");
        assertThat(answer.status()).isIn(502, 504);
        assertThat(answer.body()).contains("<p>our bad gateway</p>");
    }

    private List<Integer> status(String path) throws IOException {
        return List.of(get(webs.get(0), path).status(), get(webs.get(1), path).status());
    }

    private static Answer get(Server web, String path) throws IOException {
        return RealWeb.get(web, RealWeb.HTTP, SITE, path);
    }
}
