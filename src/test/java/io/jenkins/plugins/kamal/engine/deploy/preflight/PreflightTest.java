package io.jenkins.plugins.kamal.engine.deploy.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleAccessory;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    private static final String CONTAINERS = "10.99.0.11: docker ps --all";

    @TempDir
    Path directory;

    private static void check(SampleSession sample) {
        sample.recording().fail("stat .kamal/lock-myapp", "stat: cannot statx: No such file or directory");
        new Preflight(sample.session(), DeployScope.DEPLOY).run();
    }

    @Test
    void faultsOfThisMachineAreToldBeforeTheServersAreAsked() throws IOException {
        SampleSession sample = new SampleSession(directory).hook("pre-deploy");
        Files.setPosixFilePermissions(
                directory.resolve(".kamal/hooks/pre-deploy"), PosixFilePermissions.fromString("rw-r--r--"));
        sample.servers().unreachable("10.99.0.12");

        assertThatThrownBy(() -> check(sample))
                .hasMessageContaining("2 problems have to be solved first")
                .hasMessageContaining("pre-deploy is not executable")
                .hasMessageContaining("10.99.0.12 cannot be reached");

        assertThat(sample.log().indexOf("pre-deploy is not executable"))
                .isNotNegative()
                .isLessThan(sample.log().indexOf("Connect to the servers"));
    }

    @Test
    void aRoleThatIsNotConfiguredAndStillRunsIsTold() {
        SampleSession sample = new SampleSession(directory);
        sample.recording().answer(CONTAINERS, """
                CONTAINERS
                running|kamal|aaaaaaaaaaaa|myapp-web-122|lab/myapp:122|"myapp"|""|"web"
                running|kamal|bbbbbbbbbbbb|myapp-worker-121|lab/myapp:121|"myapp"|""|"worker"
                exited|kamal|cccccccccccc|myapp-mailer-120|lab/myapp:120|myapp||mailer
                """);

        check(sample);

        assertThat(sample.log())
                .contains("WARNING: The role worker still runs on 10.99.0.11 (myapp-worker-121)")
                .contains("`kamal server exec --hosts 10.99.0.11 docker rm --force myapp-worker-121`")
                .doesNotContain("The role web still runs")
                .doesNotContain("The role mailer still runs");
    }

    @Test
    void anAccessoryWithoutItsCertificateIsTold() {
        SampleSession sample = new SampleSession(directory)
                .configuration(new SampleConfiguration()
                        .accessories(new SampleAccessory("db")
                                .proxy(new SampleProxy().ssl(new Proxy.Ssl.Custom("APP_SECRET", "DB_PASSWORD")))
                                .build()));
        sample.recording().fail("10.99.0.14: test -f", "");

        check(sample);

        assertThat(sample.log())
                .contains("WARNING: The accessory db has no certificate on 10.99.0.14")
                .contains("`kamal accessory reboot db`");
    }
}
