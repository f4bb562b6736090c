package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A deploy of the version that runs, which may change the environment and nothing else. */
class EnvironmentFlowTest extends FlowTest {

    private String running;
    private Path invocation;

    @BeforeEach
    void deployOnce() {
        running = lab.head();
        lab.succeed("deploy");
        lab.change("2");
        lab.forget();
        invocation = lab.invocation("second");
    }

    private DeployLab.Result deploy(String... more) {
        String[] words = new String[4 + more.length];
        System.arraycopy(
                new String[] {"deploy", "--environment-only", "--invocation", invocation.toString()}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return lab.kamal(words);
    }

    private String variable(int server, String container, String name) {
        return lab.server(server)
                .docker()
                .run("exec", container, "printenv", name)
                .stdout()
                .strip();
    }

    private void assertNothingTouched(DeployLab.Result result) {
        assertThat(result.exitStatus()).isEqualTo(1);
        for (int server = 1; server <= 3; server++) {
            assertThat(lab.server(server).dockerLines())
                    .noneMatch(line -> line.startsWith("docker run ")
                            || line.startsWith("docker rename ")
                            || line.startsWith("docker stop ")
                            || line.startsWith("docker pull "));
        }
        assertThat(lab.isLocked()).isFalse();
        assertThat(lab.hookNames()).containsOnly("pre-connect");
    }

    @Test
    void bootsTheVersionThatRunsWithTheNewEnvironmentAndNothingElse() {
        lab.configure("GREETING: \"hello world\"", "GREETING: \"good morning\"");

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + running);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + running);
        assertThat(variable(1, "myapp-web-" + running, "GREETING")).isEqualTo("good morning");
        assertThat(variable(3, "myapp-job-" + running, "GREETING")).isEqualTo("good morning");
        assertThat(result.out())
                .contains("10.0.0.1: web: variable GREETING changes", "kamal-proxy does not tell its timeouts")
                .doesNotContain("good morning", "==> Pull the image", "==> Build and push");
        assertThat(lab.server(1).docker().states().keySet())
                .anyMatch(name -> name.startsWith("myapp-web-" + running + "_replaced_"));
        assertThat(DeployLab.events(invocation, DeployEvent.VersionFound.class))
                .containsExactly(new DeployEvent.VersionFound(running));
        assertThat(DeployLab.events(invocation, DeployEvent.CommandStarted.class))
                .singleElement()
                .extracting(DeployEvent.CommandStarted::version)
                .isEqualTo("");
        assertThat(lab.hookNames())
                .containsExactly("pre-connect", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy");
    }

    @Test
    void hooksSeeTheVersionThatRunsAsSoonAsTheServersHaveToldIt() {
        lab.configure("GREETING: \"hello world\"", "GREETING: \"good morning\"");

        assertThat(deploy().exitStatus()).isZero();

        assertThat(lab.hooks()).allSatisfy(hook -> assertThat(hook.environment())
                .containsEntry("KAMAL_VERSION", hook.hook().equals("pre-connect") ? "" : running));
    }

    @Test
    void theFirstHookSeesTheVersionThatIsNamed() {
        assertThat(deploy("--version", running).exitStatus()).isZero();

        assertThat(lab.hooks()).singleElement().satisfies(hook -> assertThat(hook.environment())
                .containsEntry("KAMAL_VERSION", running));
    }

    @Test
    void needsNoSecretsOfACertificateThatItDoesNotWrite() throws IOException {
        configureErrorPagesAndCertificate();
        lab.git("add", "--all");
        lab.git("commit", "-q", "-m", "pages");
        running = lab.head();
        lab.succeed("deploy");
        lab.secrets("KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD, "APP_SECRET=another-secret", "DB_PASSWORD=x");
        lab.configure("GREETING: \"hello world\"", "GREETING: \"good morning\"");

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(variable(1, "myapp-web-" + running, "GREETING")).isEqualTo("good morning");
    }

    @Test
    void bootsTheVersionAgainWhereASecretHasChanged() {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=unused", "APP_SECRET=another-secret", "DB_PASSWORD=x");

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("10.0.0.1: web: variable APP_SECRET changes")
                .doesNotContain("another-secret");
        assertThat(variable(1, "myapp-web-" + running, "APP_SECRET")).isEqualTo("another-secret");
    }

    @Test
    void bootsNothingIfNothingDiffers() {
        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out()).contains("so nothing is booted").doesNotContain("kamal-proxy does not tell");
        assertThat(lab.server(1).dockerLines()).noneMatch(line -> line.startsWith("docker run "));
        assertThat(lab.hookNames()).containsOnly("pre-connect");
        assertThat(DeployLab.events(invocation, DeployEvent.Skipped.class)).hasSize(1);
    }

    private static final String OF_PROXY = ".kamal/proxy/apps-config/myapp/";

    private void configureErrorPagesAndCertificate() {
        lab.configure(
                "  app_port: 80\n", "  app_port: 80\n  ssl:\n    certificate_pem: CERT\n    private_key_pem: KEY\n");
        lab.configure("readiness_delay: 0\n", "readiness_delay: 0\nerror_pages_path: public\n");
        certificate("first");
        lab.write("public/503.html", "first page");
    }

    private void certificate(String text) {
        lab.secrets(
                "KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD,
                "APP_SECRET=another-secret",
                "DB_PASSWORD=x",
                "CERT=" + text + "-certificate",
                "KEY=" + text + "-private-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--canary-hosts=1"})
    void leavesErrorPagesAndCertificatesAlone(String canary) throws IOException {
        configureErrorPagesAndCertificate();
        lab.git("add", "--all");
        lab.git("commit", "-q", "-m", "pages");
        running = lab.head();
        lab.succeed("deploy");
        certificate("second");
        lab.write("public/503.html", "second page");
        lab.configure("GREETING: \"hello world\"", "GREETING: \"good morning\"");

        DeployLab.Result result = canary.isEmpty() ? deploy() : deploy(canary, "--canary-watch", "0");

        assertThat(result.exitStatus()).as(result.err()).isZero();
        for (int server = 1; server <= 2; server++) {
            assertThat(variable(server, "myapp-web-" + running, "GREETING")).isEqualTo("good morning");
            Path files = lab.server(server).home().resolve(OF_PROXY);
            assertThat(files.resolve("error_pages/" + running + "/503.html")).hasContent("first page");
            assertThat(files.resolve("tls/web/cert.pem")).hasContent("first-certificate");
            assertThat(files.resolve("tls/web/key.pem")).hasContent("first-private-key");
        }
    }

    @Test
    void refusesErrorPagesAndCertificatesThatNoDeployHasPut() {
        configureErrorPagesAndCertificate();

        DeployLab.Result result = deploy();

        assertThat(result.err())
                .contains(
                        "more than the environment would change",
                        "10.0.0.1: there is no " + OF_PROXY + "error_pages/" + running + " for kamal-proxy",
                        "10.0.0.2: there is no " + OF_PROXY + "tls/web/cert.pem for kamal-proxy",
                        "10.0.0.2: there is no " + OF_PROXY + "tls/web/key.pem for kamal-proxy")
                .doesNotContain("10.0.0.3: there is no");
        assertNothingTouched(result);
    }

    @Test
    void needsNoRepository() throws IOException {
        lab.configure("GREETING: \"hello world\"", "GREETING: \"good morning\"");
        lab.git("init", "-q", "--separate-git-dir", root.resolve("elsewhere").toString());
        assertThat(lab.project.resolve(".git").toFile().delete()).isTrue();

        assertThat(deploy().exitStatus()).isZero();
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + running);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cmd: /app job | cmd: /app other | 10.0.0.3: job: command changes
            host: app.lab | host: other.lab | 10.0.0.1: web: proxy: host
            image: lab/myapp | image: lab/other | image
            """)
    void refusesEveryOtherChangeAndNamesIt(String before, String after, String message) {
        lab.configure(before, after);

        DeployLab.Result result = deploy();

        assertThat(result.err()).contains("more than the environment would change", message);
        assertNothingTouched(result);
    }

    @Test
    void refusesATagThatHasMoved() {
        lab.configure("GREETING: \"hello world\"", "GREETING: \"good morning\"");
        lab.server(2).docker().run("tag", "basecamp/kamal-proxy:v0.9.2", DeployLab.IMAGE + ":" + running);

        DeployLab.Result result = deploy();

        assertThat(result.err())
                .contains(
                        "10.0.0.2: web: the tag " + DeployLab.IMAGE + ":" + running + " points to another image there");
        assertNothingTouched(result);
    }

    @Test
    void refusesHostsWithDifferentVersions() {
        lab.succeed("deploy", "--hosts", "10.0.0.2");
        lab.forget();

        DeployLab.Result result = deploy();

        assertThat(result.err())
                .contains(
                        "The hosts do not serve one version", "10.0.0.1, role web: " + running, "10.0.0.2, role web: ");
        assertNothingTouched(result);
    }

    @Test
    void refusesHostsWhereAnotherVersionServesSomeOfTheVisitors() {
        String canary = lab.head();
        lab.succeed("deploy", "--rollout-percent", "10");
        lab.configure("GREETING: \"hello world\"", "GREETING: \"good morning\"");
        lab.forget();

        DeployLab.Result result = deploy();

        assertThat(result.err())
                .contains("Version " + canary + " serves some of the visitors on 10.0.0.1", "Nothing was changed");
        assertNothingTouched(result);
        assertThat(lab.running(1)).contains("myapp-web-" + canary + "_rollout");
        lab.succeed("rollback", running, "--only-where-missing");
        invocation = lab.invocation("third");
        assertThat(deploy().exitStatus()).isZero();
    }

    @Test
    void refusesAnotherVersionThanTheOneThatIsNamed() {
        DeployLab.Result result = deploy("--version", "another");

        assertThat(result.err()).contains("The hosts do not serve version another");
        assertNothingTouched(result);
    }

    @Test
    void canBeRepeatedAfterItWentBack() {
        lab.configure("GREETING: \"hello world\"", "GREETING: \"good morning\"");
        lab.server(2).faults().failDocker("no", PROXY_DEPLOY);
        assertThat(deploy("--on-failure", "rollback").exitStatus()).isEqualTo(1);
        assertThat(lab.served(1)).startsWith("myapp-web-" + running + "_replaced_");
        lab.server(2).faults().clear();
        invocation = lab.invocation("third");

        DeployLab.Result result = deploy();

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + running);
        assertThat(variable(2, "myapp-web-" + running, "GREETING")).isEqualTo("good morning");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--migrate=bin/migrate", "--canary-pause"})
    void refusesOptionsThatMakeNoSense(String option) {
        DeployLab.Result result = lab.kamal("deploy", "--environment-only", "--canary-hosts", "1", option);

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.err())
                .contains("--environment-only cannot be combined with " + option.replaceFirst("=.*", ""));
    }

    @Test
    void setupCannotBeLimitedToTheEnvironment() {
        assertThat(lab.kamal("setup", "--environment-only").err())
                .contains("--environment-only cannot be combined with setup");
    }
}
