package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two destinations of one service share a server. */
class PruneFlowTest extends FlowTest {

    private static final String SERVERS = """
              web:
                hosts:
                  - 10.0.0.1
                  - 10.0.0.2
              job:
                hosts:
                  - 10.0.0.3
                cmd: /app job
            """;
    private static final String ACCESSORIES = """
            accessories:
              db:
                image: 10.0.0.9:5555/lab/db:1
                host: 10.0.0.4
                env:
                  secret:
                    - DB_PASSWORD
            """;

    @BeforeEach
    void shareOneServer() {
        lab.configure(SERVERS, "  web:\n    - 10.0.0.1\n");
        lab.configure(ACCESSORIES, "retain_containers: 1\n");
        for (String destination : List.of("production", "staging")) {
            lab.write("config/deploy." + destination + ".yml", "proxy:\n  host: " + destination + ".lab\n");
            lab.write(
                    ".kamal/secrets." + destination,
                    "KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD + "\nAPP_SECRET=x-7431\n");
        }
        lab.commit();
    }

    @Test
    void deploysToStagingLeaveProductionItsRollbackAndItsLatestTag() {
        String first = deploy("production", "1");
        String second = deploy("production", "2");
        String third = deploy("staging", "3");
        String fourth = deploy("staging", "4");
        String fifth = deploy("staging", "5");

        assertThat(lab.server(1).docker().states().keySet())
                .contains("myapp-web-production-" + first, "myapp-web-production-" + second)
                .contains("myapp-web-staging-" + fourth, "myapp-web-staging-" + fifth)
                .doesNotContain("myapp-web-staging-" + third);
        assertThat(tags())
                .containsExactlyInAnyOrder(first, second, fourth, fifth, "latest-production", "latest-staging");
        lab.succeed("rollback", first, "-d", "production");
    }

    @Test
    void aTagThatNoContainerUsesAnyMoreIsKeptWhereADestinationCallsItLatest() {
        deploy("production", "1");
        lab.server(1)
                .docker()
                .run("tag", DeployLab.IMAGE + ":latest-production", "10.0.0.8/other/name:latest-production");

        deploy("staging", "2");

        assertThat(lab.server(1)
                        .docker()
                        .run("image", "ls", "--format", "{{.Repository}}:{{.Tag}}")
                        .stdout())
                .contains("10.0.0.8/other/name:latest-production");
    }

    @Test
    void theImageOfAnAccessoryStaysAlsoIfItIsTheApplications() {
        deploy("production", "1");
        String cron = DeployLab.IMAGE + ":cron";
        lab.server(1).docker().run("tag", DeployLab.IMAGE + ":latest-production", cron);
        lab.server(1)
                .docker()
                .run("run", "--detach", "--name", "myapp-cron", "--label", "service=myapp-cron", cron, "/app", "job");

        deploy("production", "2");

        assertThat(tags()).contains("cron");
    }

    @Test
    void nothingIsRemovedWhereTheContainersCannotBeListed() {
        deploy("production", "1");
        lab.server(1).docker().run("tag", DeployLab.IMAGE + ":latest-production", DeployLab.IMAGE + ":unused");
        lab.server(1).faults().failDocker("no answer", "container", "ls", "-a");

        DeployLab.Result result = lab.kamal("prune", "images", "-d", "production");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("no answer");
        assertThat(tags()).contains("unused");

        lab.server(1).faults().clear();
        lab.succeed("prune", "images", "-d", "production");
        assertThat(tags()).doesNotContain("unused").contains("latest-production");
    }

    @Test
    void pruneAllRemovesNothingWhereTheContainersCannotBeListed() {
        deploy("production", "1");
        lab.server(1).docker().run("tag", DeployLab.IMAGE + ":latest-production", DeployLab.IMAGE + ":unused");
        lab.server(1).faults().failDocker("no answer", "ps", "--all", "--format");

        DeployLab.Result result = lab.kamal("prune", "all", "-d", "production");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("no answer");
        assertThat(tags()).contains("unused");

        lab.server(1).faults().clear();
        lab.succeed("prune", "all", "-d", "production");
        assertThat(tags()).doesNotContain("unused").contains("latest-production");
    }

    private String deploy(String destination, String content) {
        String version = lab.change(content);
        lab.succeed("deploy", "-d", destination);
        return version;
    }

    private List<String> tags() {
        return lab.server(1)
                .docker()
                .run("image", "ls", DeployLab.IMAGE, "--format", "{{.Tag}}")
                .stdout()
                .lines()
                .filter(tag -> !tag.equals("<none>"))
                .toList();
    }
}
