package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would stop a deploy is told in one report, before anything is built or locked. */
class PreflightFlowTest extends FlowTest {

    private static final String REFUSED = "401 Unauthorized";
    private static final String ADVICE = "correct registry/username and registry/password";

    @ParameterizedTest
    @ValueSource(strings = {"--skip-hooks", "--skip-push"})
    void tellsASecretAHookAHostAndTheRefusedLoginTogether(String option) {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=wrong-password");
        lab.write(".kamal/hooks/pre-deploy", "#!/bin/sh\n");
        lab.project.resolve(".kamal/hooks/pre-deploy").toFile().setExecutable(false);
        lab.server(2).refuseConnections();

        DeployLab.Result result = lab.kamal("deploy", option);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("problems have to be solved first")
                .contains("APP_SECRET (needed by env/secret of role")
                .contains("10.0.0.2")
                .contains(REFUSED)
                .contains(ADVICE)
                .doesNotContain("wrong-password");
        if (option.equals("--skip-push")) {
            assertThat(result.err())
                    .contains("pre-deploy is not executable")
                    .contains("10.0.0.1, 10.0.0.3: `docker login");
        } else {
            assertThat(result.err()).contains("localhost: `docker login");
        }
        assertNothingHappened(result);
    }

    @Test
    void triesNoLoginWhereItsSecretIsMissing() {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=", "APP_SECRET=x", "DB_PASSWORD=x");

        DeployLab.Result result = lab.kamal("deploy", "--skip-push");

        assertThat(result.err())
                .contains("KAMAL_REGISTRY_PASSWORD (needed by registry/password) is empty")
                .doesNotContain("docker login");
        assertNothingHappened(result);
    }

    @Test
    void findsTheRefusedLoginOfAnImageThatNeedNotBeBuilt() throws Exception {
        lab.succeed("deploy");
        lab.forget();
        lab.secrets("KAMAL_REGISTRY_PASSWORD=wrong-password", "APP_SECRET=x", "DB_PASSWORD=x");

        DeployLab.Result result = lab.kamal("deploy", "--skip-push");

        assertThat(result.err())
                .contains("10.0.0.1, 10.0.0.2, 10.0.0.3: `docker login")
                .contains(ADVICE);
        assertThat(lab.hookNames()).containsExactly("pre-connect");
        assertThat(logins(lab.docker.lines())).isOne();
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void tellsOfOneMachineWithoutDockerAndOneWithoutALogin() {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=wrong-password", "APP_SECRET=x", "DB_PASSWORD=x");
        lab.server(3).faults().failDocker("permission denied while trying to connect");

        DeployLab.Result result = lab.kamal("deploy", "--skip-push");

        assertThat(result.err())
                .contains("10.0.0.3: the user root may not use Docker")
                .contains("10.0.0.1, 10.0.0.2: `docker login");
        assertNothingHappened(result);
    }

    /** A registry may lock out a user after a few wrong passwords. */
    @Test
    void triesARefusedPasswordOnceIfItBuilds() {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=wrong-password", "APP_SECRET=x", "DB_PASSWORD=x");

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.err()).contains("localhost: `docker login", ADVICE);
        assertThat(lab.hookNames()).containsExactly("pre-connect");
        assertThat(logins(lab.docker.lines())).isOne();
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(logins(server.dockerLines())).isZero());
    }

    @Test
    void logsInOnceOnEveryMachine() {
        lab.succeed("deploy");

        assertThat(logins(lab.docker.lines())).isOne();
        assertThat(lab.servers.all().subList(0, 3))
                .allSatisfy(server -> assertThat(logins(server.dockerLines())).isOne());

        lab.forget();
        lab.succeed("deploy", "--skip-push");

        assertThat(lab.servers.all().subList(0, 3))
                .allSatisfy(server -> assertThat(logins(server.dockerLines())).isOne());
    }

    private static long logins(List<String> dockerLines) {
        return dockerLines.stream()
                .filter(line -> line.startsWith("docker login"))
                .count();
    }

    private void assertNothingHappened(DeployLab.Result result) {
        assertThat(result.out()).doesNotContain("==> Build and push", "==> Acquire the deploy lock");
        assertThat(lab.docker.lines()).noneMatch(line -> line.contains("buildx build"));
        assertThat(lab.isLocked()).isFalse();
        assertThat(lab.servers.all()).allSatisfy(server -> assertThat(server.dockerLines())
                .allMatch(line -> line.startsWith("docker version ")
                        || line.startsWith("docker info ")
                        || line.startsWith("docker ps --all --format ")
                        || line.startsWith("docker container inspect ")
                        || line.startsWith("docker login ")));
    }
}
