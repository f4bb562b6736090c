package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine without the secrets of the app deploys with those that are on the servers. */
class SecretsOnServersFlowTest extends FlowTest {

    private static final String ENV_FILE = ".kamal/apps/myapp/env/roles/web.env";

    private String old;
    private String fresh;

    @BeforeEach
    void deployWithSecrets() {
        old = lab.head();
        lab.succeed("deploy");
        lab.secrets("KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD);
        fresh = lab.change("2");
        lab.forget();
    }

    private Path envFile(int host) {
        return lab.server(host).home().resolve(ENV_FILE);
    }

    @Test
    void theEnvironmentFilesOnTheServersAreUsed() throws IOException {
        String before = Files.readString(envFile(1));
        assertThat(before).contains("APP_SECRET=" + DeployLab.APP_SECRET);

        lab.succeed("deploy", "--skip-secrets-upload");

        assertThat(lab.served(1)).isEqualTo("myapp-web-" + fresh);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + fresh);
        assertThat(Files.readString(envFile(1))).isEqualTo(before);
        assertThat(lab.server(1).docker().environment("myapp-web-" + fresh))
                .containsEntry("APP_SECRET", DeployLab.APP_SECRET);
    }

    @Test
    void aRollbackUsesThemToo() {
        lab.succeed("redeploy", "--skip-secrets-upload");

        lab.succeed("rollback", old, "--skip-secrets-upload");

        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
    }

    @Test
    void nothingIsTouchedWhereAHostLacksTheFile() throws IOException {
        Files.delete(envFile(2));

        DeployLab.Result result = lab.kamal("deploy", "--skip-secrets-upload");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("10.0.0.2: there is no environment file " + ENV_FILE + " of role web")
                .doesNotContain("10.0.0.1: there is no")
                .doesNotContain("APP_SECRET (needed by");
        assertThat(lab.docker.lines().stream().filter(line -> line.startsWith("docker buildx build")))
                .as("only the first deploy has built")
                .hasSize(1);
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(lab.isLocked()).isFalse();
        assertThat(lab.hookNames()).containsExactly("pre-connect");
    }

    @Test
    void aVariableThatTheFileLacksIsNamedAndNoValueIsShown() throws IOException {
        lab.configure("    - APP_SECRET\n", "    - APP_SECRET\n    - NEW_SECRET\n");

        DeployLab.Result deploy = lab.kamal("deploy", "--skip-secrets-upload", "--verbose");
        DeployLab.Result rollback = lab.kamal("rollback", old, "--skip-secrets-upload");

        assertThat(deploy.exitStatus()).isEqualTo(1);
        assertThat(deploy.err())
                .contains("10.0.0.1: the environment file " + ENV_FILE + " of role web lacks NEW_SECRET");
        assertThat(deploy.out() + deploy.err()).doesNotContain(DeployLab.APP_SECRET);
        assertThat(rollback.exitStatus()).isEqualTo(1);
        assertThat(rollback.err()).contains("lacks NEW_SECRET. Deploy once from a machine that has the secrets");
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
    }

    @Test
    void withoutTheOptionTheSecretsAreStillRequired() {
        assertThat(lab.kamal("deploy").err())
                .contains("APP_SECRET (needed by env/secret of role job, env/secret of role web) is missing");
    }
}
