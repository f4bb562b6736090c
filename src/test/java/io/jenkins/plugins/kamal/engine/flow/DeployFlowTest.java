package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A deploy as it goes when nothing goes wrong. */
class DeployFlowTest extends FlowTest {

    private static final int SCRIPTS = 8;
    private static final int SCRIPTS_OF_THE_ONLY_SERVER = 8;
    private static final int DOCKER_COMMANDS = 16;
    private static final int SCRIPTS_OF_A_JOB = 7;
    private static final int DOCKER_COMMANDS_OF_A_JOB = 15;

    private record Happening(double time, String what) {}

    @Test
    void doesEverythingInItsOrder() {
        lab.succeed("deploy");
        lab.change("2");
        lab.forget();
        Path invocation = lab.invocation("second");

        lab.succeed("deploy", "--invocation", invocation.toString());

        List<String> all = happenings(invocation);
        assertThat(all)
                .containsSubsequence(
                        "hook pre-connect",
                        "login here",
                        "hook pre-build",
                        "build",
                        "lock",
                        "pull 10.0.0.1",
                        "hook pre-deploy",
                        "start proxy 10.0.0.1",
                        "hook pre-app-boot",
                        "run web 10.0.0.1",
                        "route 10.0.0.1",
                        "stop 10.0.0.1",
                        "hook post-app-boot",
                        "tag 10.0.0.1",
                        "prune 10.0.0.1",
                        "unlock",
                        "hook post-deploy")
                .containsSubsequence("login 10.0.0.1", "hook pre-build")
                .containsSubsequence("pull 10.0.0.3", "hook pre-deploy", "run job 10.0.0.3", "prune 10.0.0.3")
                .containsSubsequence("hook post-app-boot", "prune 10.0.0.4", "unlock")
                .doesNotContain("pull 10.0.0.4", "route 10.0.0.3");
        assertThat(all.subList(0, all.indexOf("run job 10.0.0.3")))
                .as("a first container of the primary role serves, whichever host is faster")
                .containsAnyOf("route 10.0.0.1", "route 10.0.0.2");
    }

    /** Each script is a round trip, and each docker command takes a server some 30 ms: counts, whatever the machine. */
    @Test
    void needsFewScriptsAndDockerCommandsOnAServer() throws IOException {
        lab.succeed("deploy");
        lab.change("2");
        lab.succeed("build", "push");
        lab.forget();

        lab.succeed("deploy", "--skip-push", "--skip-hooks");

        assertThat(lab.server(1).commands()).as("scripts").hasSizeLessThanOrEqualTo(SCRIPTS);
        assertThat(lab.server(1).dockerCalls()).as("docker commands").hasSizeLessThanOrEqualTo(DOCKER_COMMANDS);
    }

    /** The first question for the status of a container without a proxy shares a command with the one for its image. */
    @Test
    void needsAsFewOnAServerWithoutProxy() {
        lab.configure("readiness_delay: 0\n", "readiness_delay: 1\n");
        lab.succeed("deploy");
        lab.change("2");
        lab.succeed("build", "push");
        lab.forget();

        lab.succeed("deploy", "--skip-push", "--skip-hooks");

        assertThat(lab.server(3).commands()).as("scripts").hasSizeLessThanOrEqualTo(SCRIPTS_OF_A_JOB);
        assertThat(lab.server(3).dockerCalls())
                .as("docker commands")
                .hasSizeLessThanOrEqualTo(DOCKER_COMMANDS_OF_A_JOB);
        assertThat(lab.server(3).dockerLines())
                .as("the questions for the status are those for the id that `docker run` has printed")
                .noneMatch(line -> line.contains("--filter name=^myapp-job-" + lab.head() + "$"))
                .filteredOn(line -> line.contains(".State.Health"))
                .hasSize(2);
    }

    /** Its container is renamed by the script that starts the new one. */
    @Test
    void needsNoFurtherScriptForAVersionThatIsThereAlready() {
        lab.succeed("deploy");
        lab.forget();

        DeployLab.Result result = lab.succeed("deploy", "--skip-push", "--skip-hooks", "--version", lab.head());

        assertThat(lab.server(1).commands()).as("scripts").hasSizeLessThanOrEqualTo(SCRIPTS);
        assertThat(lab.server(3).commands()).as("scripts").hasSizeLessThanOrEqualTo(SCRIPTS_OF_A_JOB);
        assertThat(result.out()).contains("[10.0.0.3] Renaming container " + lab.head());
    }

    @Test
    void needsFewScriptsAndDockerCommandsOnTheOnlyServer() throws IOException {
        try (DeployLab one = onlyServer()) {
            one.succeed("deploy", "--skip-push", "--skip-hooks");

            assertThat(one.server(1).commands()).as("scripts").hasSizeLessThanOrEqualTo(SCRIPTS_OF_THE_ONLY_SERVER);
            assertThat(one.server(1).dockerCalls()).as("docker commands").hasSizeLessThanOrEqualTo(DOCKER_COMMANDS);
        }
    }

    @Test
    void prunesTheOnlyServerEvenIfItCannotTag() throws IOException {
        try (DeployLab one = onlyServer()) {
            one.server(1).faults().failDocker("No such image", "tag");

            DeployLab.Result result = one.succeed("deploy", "--skip-push", "--skip-hooks");

            assertThat(result.out())
                    .contains(
                            "WARNING: The image is not tagged as the latest one, but the new version serves: 10.0.0.1")
                    .contains("No such image")
                    .contains("[10.0.0.1] Pruned old containers and images")
                    .doesNotContain("Old containers or images are left");
        }
    }

    /** A server that is the only one and runs a version; another version is pushed. */
    private DeployLab onlyServer() throws IOException {
        DeployLab one = DeployLab.start(root.resolve("one"), 1);
        one.write(
                "config/deploy.yml",
                DeployLab.CONFIGURATION
                        .replaceFirst("      - 10\\.0\\.0\\.2\n", "")
                        .replaceFirst("(?s)  job:.*?(?=proxy:)", "")
                        .replaceFirst("(?s)accessories:.*?(?=readiness_delay:)", ""));
        one.succeed("deploy");
        one.change("2");
        one.succeed("build", "push");
        one.forget();
        return one;
    }

    @Test
    void hasOneVersionEverywhere() throws IOException {
        String version = lab.head();
        lab.whenHook("pre-build", "git commit -q --allow-empty -m 'somebody commits meanwhile'");

        lab.succeed("deploy");

        assertThat(lab.head()).isNotEqualTo(version);
        assertThat(lab.registry.tags(DeployLab.IMAGE)).containsExactlyInAnyOrder(version, "latest");
        assertThat(lab.running(1)).containsExactly("myapp-web-" + version);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + version);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + version);
        assertThat(lab.server(3).docker().environment("myapp-job-" + version)).containsEntry("KAMAL_VERSION", version);
        assertThat(lab.hooks()).allSatisfy(call -> assertThat(call.environment().get("KAMAL_VERSION"))
                .isEqualTo(version));
        assertThat(Files.readString(lab.server(1).home().resolve(".kamal/myapp-audit.log")))
                .contains("Booted app version " + version);
    }

    @Test
    void buildsTheCommitOfTheVersionAndNotWhatLiesBeside() {
        String committed = lab.change("committed");
        lab.write("version.txt", "not committed\n");

        DeployLab.Result result = lab.succeed("deploy");

        assertThat(lab.registry
                        .find(DeployLab.IMAGE + ":" + committed)
                        .orElseThrow()
                        .files())
                .containsEntry("/version.txt", "committed\n");
        assertThat(result.out()).contains("without these uncommitted changes").contains("version.txt");
    }

    @Test
    void replacesTheVersionThatServedBefore() {
        String first = lab.head();
        lab.succeed("deploy");
        String second = lab.change("2");

        lab.succeed("deploy");

        for (int web : new int[] {1, 2}) {
            assertThat(lab.served(web)).isEqualTo("myapp-web-" + second);
            assertThat(lab.server(web).docker().states())
                    .containsEntry("myapp-web-" + first, "exited")
                    .containsEntry("myapp-web-" + second, "running");
        }
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void renamesTheContainerWhereTheVersionRunsAlready() {
        String version = lab.head();
        lab.succeed("deploy");

        lab.succeed("deploy");

        assertThat(lab.running(1)).containsExactly("myapp-web-" + version);
        assertThat(lab.server(1).docker().states().entrySet()).anySatisfy(container -> {
            assertThat(container.getKey()).matches("myapp-web-" + version + "_replaced_[0-9a-f]{16}");
            assertThat(container.getValue()).isEqualTo("exited");
        });
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + version);
    }

    @Test
    void stopsWhatAnEarlierDeployLeftRunning() {
        lab.succeed("deploy");
        String old = lab.running(3).get(0);
        lab.change("2");
        lab.succeed("deploy");
        lab.server(3).docker().run("start", old);
        lab.change("3");

        DeployLab.Result result = lab.succeed("deploy");

        assertThat(result.out()).contains("Stopping the stale container of role job");
        assertThat(lab.running(3)).containsExactly("myapp-job-" + lab.head());
    }

    @Test
    void redeploysWithoutProxyAndPruning() {
        lab.succeed("deploy");
        lab.change("2");
        lab.forget();

        Path invocation = lab.invocation("again");

        lab.succeed("redeploy", "--invocation", invocation.toString());

        assertThat(lab.served(1)).isEqualTo("myapp-web-" + lab.head());
        assertThat(happenings(invocation)).doesNotContain("start proxy 10.0.0.1", "prune 10.0.0.1");
    }

    @Test
    void deploysFiftyServersAtOnce() {
        lab.close();
        lab = DeployLab.start(root.resolve("fifty"), 50);
        StringBuilder hosts = new StringBuilder();
        for (int number = 1; number <= 50; number++) {
            hosts.append("      - 10.0.0.").append(number).append('\n');
        }
        lab.configure("      - 10.0.0.1\n      - 10.0.0.2\n", hosts.toString());
        lab.servers.all().forEach(server -> server.faults().delayCommands(Duration.ofMillis(20)));

        lab.succeed("deploy");

        for (int number = 1; number <= 50; number++) {
            assertThat(lab.served(number)).isEqualTo("myapp-web-" + lab.head());
        }
    }

    private List<String> happenings(Path invocation) {
        List<Happening> all = new ArrayList<>();
        DeployLab.events(invocation).forEach(event -> {
            if (event.event() instanceof DeployEvent.LockAcquired) {
                all.add(new Happening(seconds(event.at()), "lock"));
            }
            if (event.event() instanceof DeployEvent.LockReleased) {
                all.add(new Happening(seconds(event.at()), "unlock"));
            }
        });
        lab.hooks().forEach(call -> all.add(new Happening(call.time(), "hook " + call.hook())));
        lab.docker.calls().forEach(call -> add(all, call, "here"));
        lab.servers.all().forEach(server -> server.dockerCalls().forEach(call -> add(all, call, server.name())));
        return all.stream()
                .sorted(Comparator.comparing(Happening::time))
                .map(Happening::what)
                .toList();
    }

    private static void add(List<Happening> all, DockerCall call, String host) {
        Map<String, String> names = Map.of(
                "docker login", "login ",
                "docker buildx build", "build",
                "docker pull", "pull ",
                "docker container start kamal-proxy", "start proxy ",
                "docker exec kamal-proxy kamal-proxy deploy", "route ",
                "docker stop", "stop ",
                "docker tag", "tag ",
                "docker image prune", "prune ");
        names.forEach((prefix, name) -> {
            if (call.line().startsWith(prefix)) {
                all.add(new Happening(seconds(call.time()), name.endsWith(" ") ? name + host : name));
            }
        });
        if (call.line().startsWith("docker run --detach") && call.line().contains("--name myapp-")) {
            String role = call.line().contains("myapp-web") ? "web" : "job";
            all.add(new Happening(seconds(call.time()), "run " + role + " " + host));
        }
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }
}
