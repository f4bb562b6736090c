package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several containers of a role on each host: 3 of web on 10.0.0.1 and 10.0.0.2, 2 of job on 10.0.0.3. */
class InstancesFlowTest extends FlowTest {

    private static final String INSTANCES = """
            x-jenkins:
              roles:
                web:
                  instances: 3
                job:
                  instances: 2
            """;
    private static final String READINESS = "readiness_delay: 0\n";

    @BeforeEach
    void configure() {
        lab.registry.publish(DeployLab.REGISTRY + "/lab/db:1", SimulatedImage.web("db", "1"));
        lab.configure(READINESS, READINESS + INSTANCES);
    }

    private static List<String> names(String role, String version, int count) {
        List<String> names = new ArrayList<>(List.of("myapp-" + role + "-" + version));
        for (int i = 2; i <= count; i++) {
            names.add("myapp-" + role + "-" + version + "_instance_" + i);
        }
        return names;
    }

    /** The containers to which the proxy of a server sends the requests. */
    private List<String> served(int server) {
        return Stream.of(lab.server(server)
                        .docker()
                        .services()
                        .get("myapp-web")
                        .target()
                        .split(","))
                .map(target -> name(server, target))
                .toList();
    }

    private String name(int server, String target) {
        return docker(server, "inspect", "--format", "{{.Name}}", target.replaceFirst(":.*", ""))
                .replaceFirst("^/", "");
    }

    private String docker(int server, String... words) {
        return lab.server(server).docker().run(words).stdout().strip();
    }

    private void assertRuns(String version, int webs, int jobs) {
        for (int web : List.of(1, 2)) {
            assertThat(lab.running(web)).containsExactlyInAnyOrderElementsOf(names("web", version, webs));
            assertThat(served(web)).containsExactlyElementsOf(names("web", version, webs));
        }
        assertThat(lab.running(3)).containsExactlyInAnyOrderElementsOf(names("job", version, jobs));
    }

    @Test
    void everyHostRunsAsManyAsConfiguredInEachVersion() {
        String first = lab.head();
        Path invocation = lab.invocation("first");
        DeployLab.Result result = lab.succeed("deploy", "--invocation", invocation.toString());
        assertRuns(first, 3, 2);
        assertThat(DeployLab.events(invocation, DeployEvent.InstancesBooted.class))
                .containsExactlyInAnyOrder(
                        new DeployEvent.InstancesBooted("10.0.0.1", "web", 3),
                        new DeployEvent.InstancesBooted("10.0.0.2", "web", 3),
                        new DeployEvent.InstancesBooted("10.0.0.3", "job", 2));
        assertThat(lab.succeed("status").out())
                .contains(
                        "10.0.0.1 web: " + first + ", running, 3 instances",
                        "10.0.0.3 job: " + first + ", running, 2 instances");
        assertThat(result.out())
                .contains("Role web: started the 3 new containers")
                .containsPattern("Role web is healthy after .* and serves " + first + " \\(3 containers, ");
        assertThat(docker(1, "ps", "--latest", "--format", "{{.Names}}"))
                .as("the youngest container, which Kamal takes for the one that serves")
                .isEqualTo("myapp-web-" + first);
        assertThat(Stream.of("", "_instance_2", "_instance_3")
                        .map(suffix -> docker(
                                1, "inspect", "--format", "{{.Config.Hostname}}", "myapp-web-" + first + suffix)))
                .doesNotHaveDuplicates();

        String second = lab.change("2");
        lab.succeed("deploy");
        assertRuns(second, 3, 2);

        lab.succeed("rollback", first);
        assertRuns(first, 3, 2);
        lab.succeed("deploy");
        assertRuns(second, 3, 2);
    }

    @Test
    void theSameVersionAgainReplacesAllOfThem() {
        String version = lab.head();
        lab.succeed("deploy");

        DeployLab.Result result = lab.succeed("deploy");

        assertRuns(version, 3, 2);
        assertThat(result.out().lines().filter(line -> line.contains("[10.0.0.1] Renaming container " + version)))
                .hasSize(1);
        assertThat(docker(1, "ps", "--all", "--filter", "status=exited", "--format", "{{.Names}}")
                        .lines())
                .hasSize(3)
                .allMatch(name -> name.matches("myapp-web-" + version + "_replaced_[0-9a-f]{16}(_instance_[23])?"));
    }

    @Test
    void theSurplusIsStoppedWithTheOldVersion() {
        lab.succeed("deploy");
        lab.configure(INSTANCES, "");
        String version = lab.head();

        DeployLab.Result result = lab.succeed("deploy");

        assertRuns(version, 1, 1);
        assertThat(result.out())
                .contains("Role web: stopped the 3 old containers")
                .doesNotContain("Stopping the stale container");

        lab.configure(READINESS, READINESS + INSTANCES);
        lab.succeed("deploy");
        assertRuns(lab.head(), 3, 2);
    }

    @Test
    void noneOfTheNewContainersStaysIfOneIsNotHealthy() {
        String old = lab.head();
        lab.succeed("deploy");
        String fresh = lab.change("2");
        lab.server(1).docker().behave("myapp-web-" + fresh + "_instance_2", ImageBehaviour.CRASHES);
        lab.server(2).docker().behave("myapp-web-" + fresh + "_instance_3", ImageBehaviour.UNHEALTHY);

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertRuns(old, 3, 2);
        assertThat(result.out())
                .as("the log of the container that failed")
                .contains("'name=^myapp-web-" + fresh + "_instance_2$' --quiet | xargs docker logs")
                .contains("Role web: stopped the 3 new containers");
        assertThat(lab.isLocked()).isFalse();

        lab.change("3");
        lab.succeed("deploy");
        assertRuns(lab.head(), 3, 2);
    }

    @Test
    void aJobThatDoesNotRunTakesTheOthersWithIt() {
        String old = lab.head();
        lab.succeed("deploy");
        String fresh = lab.change("2");
        lab.server(3).docker().behave("myapp-job-" + fresh + "_instance_2", ImageBehaviour.CRASHES);

        DeployLab.Result result = lab.kamal("deploy", "--on-failure", "rollback");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.1, role web: " + old + " serves again");
        assertRuns(old, 3, 2);
    }

    @Test
    void aCanaryHasAllOfThem() {
        String old = lab.head();
        lab.succeed("deploy");
        String fresh = lab.change("2");

        lab.succeed("deploy", "--canary-hosts", "1", "--canary-watch", "1", "--canary-pause");

        assertThat(served(1)).containsExactlyElementsOf(names("web", fresh, 3));
        assertThat(served(2)).containsExactlyElementsOf(names("web", old, 3));
        lab.succeed("promote", "--version", fresh);
        assertRuns(fresh, 3, 2);
    }

    @Test
    void theCommandsOfTheAppConcernAllOfThem() {
        String version = lab.head();
        lab.succeed("deploy");

        assertThat(lab.succeed("app", "version").out().lines().filter(version::equals))
                .hasSize(3);
        assertThat(lab.succeed("app", "details").out())
                .contains(names("web", version, 3).toArray(String[]::new));
        assertThat(lab.succeed("app", "containers").out())
                .contains(names("job", version, 2).toArray(String[]::new));
        assertThat(lab.succeed("app", "stale_containers").out()).doesNotContain("Detected stale container");
        lab.forget();
        lab.succeed("app", "logs");
        assertThat(lab.server(1).dockerLines().stream().filter(line -> line.startsWith("docker logs")))
                .hasSize(3);
        lab.succeed("app", "exec", "--reuse", "env");

        lab.succeed("app", "stop");
        assertThat(List.of(lab.running(1), lab.running(2), lab.running(3))).allMatch(List::isEmpty);
        assertThat(lab.server(1).docker().services()).isEmpty();

        lab.succeed("app", "start");
        assertRuns(version, 3, 2);

        lab.succeed("app", "stop");
        lab.succeed("app", "remove_container", version);
        assertThat(docker(1, "ps", "--all", "--format", "{{.Names}}")).doesNotContain("myapp-web");

        lab.succeed("deploy");
        lab.succeed("app", "remove");
        assertThat(docker(1, "ps", "--all", "--format", "{{.Names}}")).doesNotContain("myapp-web");
    }

    @Test
    void asManyVersionsAreKeptAsWithOneContainer() {
        lab.configure(READINESS, READINESS + "retain_containers: 2\n");
        for (int i = 0; i < 4; i++) {
            lab.change("version " + i);
            lab.succeed("deploy");
        }

        assertThat(docker(1, "ps", "--all", "--filter", "status=exited", "--format", "{{.Names}}")
                        .lines())
                .hasSize(2 * 3);
        assertThat(docker(3, "ps", "--all", "--filter", "status=exited", "--format", "{{.Names}}")
                        .lines())
                .hasSize(2 * 2);
    }

    @Test
    void planAndStatusCountThem() {
        String version = lab.head();
        lab.succeed("setup");
        assertThat(lab.succeed("status").out()).contains("The servers do not differ.");

        lab.configure("instances: 3", "instances: 2");
        assertThat(lab.succeed("plan").out()).contains("option instances changes");
        assertThat(lab.kamal("status").out()).contains("3 containers run instead of 2: myapp-web-" + version);

        lab.configure("instances: 2\n    job", "instances: 3\n    job");
        docker(1, "stop", "myapp-web-" + version + "_instance_2");
        assertThat(lab.kamal("status").out()).contains("2 of 3 containers run");
    }

    /** Kamal 2.12's own commands ({@code lib/kamal/commands/app.rb}), as a deploy, a stop or a prune sends them. */
    @Test
    void kamalFindsTheContainerWithItsOwnName() {
        String version = lab.head();
        lab.succeed("deploy");
        String filters = " --filter label=service=myapp --filter label=destination= --filter label=role=web";
        String active = filters + " --filter status=running --filter status=restarting";
        String current = "sh -c 'docker ps --latest --format '\\''{{.Names}}'\\''" + active
                + " --filter ancestor=$(docker image ls --filter reference=" + DeployLab.IMAGE
                + ":latest --format '\\''{{.ID}}'\\'') ; docker ps --latest --format '\\''{{.Names}}'\\''" + active
                + "' | head -1";
        String versions = " | while read line; do echo ${line##myapp-web-}; done";

        assertThat(sh(current + versions)).isEqualTo(version);
        assertThat(sh("docker ps" + filters + " --format \"{{.Names}}\"" + versions)
                        .lines())
                .as("Kamal takes the others for stale containers, and stops them by these names")
                .containsExactlyInAnyOrder(version, version + "_instance_2", version + "_instance_3");
        sh("docker container ls --all --filter 'name=^myapp-web-" + version
                + "_instance_2$' --quiet | xargs docker stop");
        assertThat(lab.running(1))
                .containsExactlyInAnyOrder("myapp-web-" + version, "myapp-web-" + version + "_instance_3");
        assertThat(sh("docker container ls --all --filter 'name=^myapp-web-" + version + "$' --quiet")
                        .lines())
                .as("the container that `kamal rollback` looks for")
                .hasSize(1);
        assertThat(sh(current.replace("--format '\\''{{.Names}}'\\''", "--quiet") + " | xargs docker stop"))
                .isNotEmpty();
        assertThat(lab.running(1)).containsExactly("myapp-web-" + version + "_instance_3");

        lab.succeed("deploy");
        assertRuns(version, 3, 2);
    }

    private String sh(String command) {
        return lab.server(1).run(command).stdout().strip();
    }
}
