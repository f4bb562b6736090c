package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of {@code app}. */
class AppFlowTest extends FlowTest {

    private String version;

    @BeforeEach
    void deploy() {
        version = lab.head();
        lab.succeed("deploy");
        lab.forget();
    }

    @Test
    void printsWhatRunsUnderEachServersName() {
        assertThat(lab.succeed("app", "version").out())
                .contains("App Host: 10.0.0.1\n" + version + "\n\nApp Host: 10.0.0.2\n" + version
                        + "\n\nApp Host: 10.0.0.3\n");
        assertThat(lab.succeed("app", "details", "-r", "job").out())
                .contains("App Host: 10.0.0.3\n", "myapp-job-" + version)
                .doesNotContain("myapp-web");
        assertThat(lab.succeed("app", "containers", "-p").out()).contains("myapp-web-" + version);
        assertThat(lab.succeed("app", "images", "-p").out()).contains(version);
        assertThat(lab.hookNames()).containsOnly("pre-connect");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void needsNoRepositoryToReadAndToStop() {
        lab.git("init", "-q", "--separate-git-dir", root.resolve("elsewhere").toString());
        assertThat(lab.project.resolve(".git").toFile().delete()).isTrue();

        lab.succeed("app", "version");
        lab.succeed("app", "stop");

        assertThat(lab.running(1)).isEmpty();
        assertThat(lab.hooks())
                .allSatisfy(hook -> assertThat(hook.environment()).doesNotContainKey("KAMAL_VERSION"));
        assertThat(lab.kamal("deploy").exitStatus()).isEqualTo(1);
    }

    @Test
    void stopsAndStartsAndBootsTheLatest() {
        lab.succeed("app", "stop");
        assertThat(lab.running(1)).isEmpty();
        assertThat(lab.server(1).docker().services()).doesNotContainKey("myapp-web");

        lab.succeed("app", "start");
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + version);

        lab.succeed("app", "boot");
        assertThat(lab.served(1)).isEqualTo("myapp-web-latest");
        assertThat(lab.running(3)).containsExactly("myapp-job-latest");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void bootsOnlyTheRolesAndHostsThatAreChosen() {
        lab.succeed("app", "boot", "--roles", "job");
        assertThat(lab.running(1)).containsExactly("myapp-web-" + version);
        assertThat(lab.running(3)).containsExactly("myapp-job-latest");

        lab.succeed("app", "boot", "--hosts", "10.0.0.2");
        assertThat(lab.running(1)).containsExactly("myapp-web-" + version);
        assertThat(lab.running(2)).containsExactly("myapp-web-latest");
    }

    @Test
    void bootsOneGroupAfterTheOther() {
        lab.configure("readiness_delay: 0", "boot:\n  limit: 1\n  wait: 0\nreadiness_delay: 0");
        lab.forget();

        lab.succeed("app", "boot", "--roles", "web", "--version", version);

        assertThat(lab.hooks().stream()
                        .filter(hook -> hook.hook().equals("pre-app-boot"))
                        .map(hook -> hook.environment().get("KAMAL_HOSTS")))
                .containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(lab.running(2)).containsExactly("myapp-web-" + version);
        assertThat(lab.server(3).dockerLines()).noneMatch(line -> line.startsWith("docker run "));
    }

    @Test
    void execTakesTheRunningContainerAndItsExitStatus() {
        assertThat(lab.succeed("app", "exec", "--reuse", "-p", "echo", "hi", "-n")
                        .out())
                .contains("App Host: 10.0.0.1\nhi -n\n")
                .doesNotContain("10.0.0.2");
        lab.server(1).docker().announce(List.of("migrate"), new DockerReply(7, "", "no such table\n"));
        DeployLab.Result failed = lab.kamal("app", "exec", "--reuse", "-p", "migrate");
        assertThat(failed.exitStatus()).isEqualTo(7);
        assertThat(failed.err()).contains("no such table");
    }

    @Test
    void execInANewContainerPrintsRawOutputAlone() {
        assertThat(lab.succeed("app", "exec", "--raw", "-p", "-e", "A:b", "printenv", "A")
                        .out())
                .isEqualTo("b\n");
        assertThat(lab.server(1).dockerLines())
                .anyMatch(line -> line.startsWith("docker run --rm --name myapp-web-exec-latest-"));
    }

    @Test
    void execAtATerminalIsRefusedWhereThereIsNone() {
        DeployLab.Result result = lab.kamal("app", "exec", "-i", "sh");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("needs a terminal");
        assertThat(lab.hookNames()).isEmpty();
    }

    @Test
    void logsAreThoseOfTheRunningContainer() {
        assertThat(lab.succeed("app", "logs", "-n", "5", "-p").out()).contains("App Host: 10.0.0.1\n");
        assertThat(lab.server(1).dockerLines()).anyMatch(line -> line.startsWith("docker logs --timestamps --tail 5"));
    }

    @Test
    void aDockerThatDoesNotAnswerIsAFailureOfEveryCommandAndNotAnAbsence() {
        String down = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock";
        lab.server(1).faults().failDocker(DockerReply.failure(1, down));
        for (List<String> command : List.of(
                List.of("app", "stop"),
                List.of("app", "start"),
                List.of("app", "boot"),
                List.of("app", "version"),
                List.of("app", "logs"),
                List.of("app", "logs", "--grep", "x"),
                List.of("app", "stale_containers"),
                List.of("app", "remove_container", version),
                List.of("app", "exec", "--reuse", "ls"),
                List.of("prune", "all"),
                List.of("proxy", "logs", "--grep", "x"))) {
            DeployLab.Result result = lab.kamal(command.toArray(String[]::new));

            assertThat(result.exitStatus()).as("%s: %s", command, result.out()).isEqualTo(1);
            assertThat(result.err()).as(command.toString()).contains(down);
            assertThat(result.out()).doesNotContain("App Host: 10.0.0.1\nNothing found");
            assertThat(lab.isLocked()).isFalse();
        }
        lab.server(1).faults().clear();
        assertThat(lab.running(1)).containsExactly("myapp-web-" + version);
    }

    @Test
    void whatIsReallyNotThereIsNoFailure() {
        lab.succeed("app", "stop");

        lab.succeed("app", "stop");
        assertThat(lab.succeed("app", "version").out()).contains("App Host: 10.0.0.1\n\n");
        assertThat(lab.succeed("app", "logs", "--grep", "x").out()).contains("Nothing found");
        assertThat(lab.kamal("app", "exec", "--reuse", "-p", "ls").err()).contains("No container of role web runs");
    }

    @Test
    void anOptionOfTheCommandLineOverridesThatOfAnAlias() {
        lab.configure("accessories:\n", "aliases:\n  jobs: app details -r job\naccessories:\n");

        assertThat(lab.succeed("jobs").out()).contains("myapp-job-").doesNotContain("myapp-web-");
        assertThat(lab.succeed("jobs", "-r", "web").out())
                .contains("myapp-web-")
                .doesNotContain("myapp-job-");
    }

    @Test
    void maintenanceAndLiveGoThroughTheProxy() {
        lab.succeed("app", "maintenance", "--message", "back soon", "--drain-timeout", "5");
        lab.succeed("app", "live");

        assertThat(lab.server(1).dockerLines())
                .anyMatch(line -> line.contains("kamal-proxy stop myapp-web --drain-timeout=5s --message="))
                .anyMatch(line -> line.contains("kamal-proxy resume myapp-web"));
        assertThat(lab.server(3).dockerLines()).noneMatch(line -> line.contains("kamal-proxy"));
    }

    @Test
    void staleContainersAreToldAndStopped() {
        lab.server(3)
                .docker()
                .run(
                        "run",
                        "--detach",
                        "--name",
                        "myapp-job-stale",
                        "--label",
                        "service=myapp",
                        "--label",
                        "role=job",
                        "--label",
                        "destination=",
                        DeployLab.IMAGE + ":" + version);
        lab.change("2");
        lab.succeed("app", "boot", "-r", "web");

        String told = lab.succeed("app", "stale_containers").out();
        lab.succeed("app", "stale_containers", "--stop");

        assertThat(told).contains("App Host: 10.0.0.3\nDetected stale container for role job");
        assertThat(lab.running(3)).hasSize(1);
    }

    @Test
    void removesEverythingOfTheApp() {
        lab.succeed("app", "remove");

        assertThat(lab.server(1).docker().states()).containsOnlyKeys("kamal-proxy");
        assertThat(lab.server(1).home().resolve(".kamal/apps/myapp")).doesNotExist();
        assertThat(lab.kamal("app", "remove_container", "nosuch").exitStatus()).isNotZero();
    }
}
