package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.deployment.HookRun;
import io.jenkins.plugins.kamal.step.RealProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * The sample application, deployed as slowly as a test wants: the hook before the boot prints numbered lines and waits
 * in their middle for a file, and the web containers are healthy when the test says so.
 */
final class SlowProject {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    static final int LINES = 2000;
    static final int WAITING = LINES / 2;
    static final List<String> HOOKS =
            List.of("pre-connect", "pre-build", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy");

    /** The other service of the same repository. */
    static final String OTHER = "other";

    private static final String NUMBERS = """
            #!/bin/sh
            "$(dirname "$0")/../record-hook" "$(basename "$0")"
            n=0
            while [ $n -lt %1$d ]; do
              n=$((n+1))
              echo "$KAMAL_SERVICE line $n of %1$d"
              [ $((n %% 10)) -ne 0 ] || [ $n -gt %2$d ] || sleep 0.05
              [ $n -ne %2$d ] || until [ -e "$HOOK_LOG.gate-$KAMAL_SERVICE" ]; do sleep 0.2; done
            done
            """.formatted(LINES, WAITING);

    private final RealProject project;

    private SlowProject(RealProject project) {
        this.project = project;
    }

    /** Makes it of the sample application. */
    static SlowProject make(RealProject project) throws IOException, InterruptedException {
        project.hook("pre-app-boot", NUMBERS);
        Path configuration = project.directory().resolve("config/deploy.yml");
        String text = Files.readString(configuration) + "deploy_timeout: 100\n";
        Files.writeString(
                project.directory().resolve("config/" + OTHER + ".yml"),
                text.replace("service: myapp", "service: " + OTHER)
                        .replace("lab/myapp", "lab/" + OTHER)
                        .replace("app.lab", OTHER + ".lab"));
        project.commitChange(
                "config/deploy.yml", text.replace("  clear:\n", "  clear:\n    APP_UNHEALTHY: \"until told\"\n"));
        return new SlowProject(project);
    }

    /** The one that was made by another process. */
    static SlowProject of(RealProject project) {
        return new SlowProject(project);
    }

    String pipeline(String label) {
        return """
                node('%s') {
                %s
                  def deployed = kamalDeploy(%s)
                  echo "deployed ${deployed.version} to ${deployed.containers.size()} containers"
                }
                """.formatted(label, project.checkout(), RealProject.access());
    }

    /** What the log says when the hook has printed so many lines. */
    static String line(int number) {
        return "myapp line " + number + " of " + LINES;
    }

    /** Lets the hook of a service go on. */
    void open(String service) throws IOException {
        Files.createFile(Path.of(project.hookLog() + ".gate-" + service));
    }

    /** Waits for the new web containers, and makes them healthy. */
    void becomeHealthy() {
        for (RealServers.Server server : webServers()) {
            String container = "myapp-web-" + project.commit();
            waitForContainer(server, container);
            project.lab().docker(server, "exec", container, "/app", "healthy");
        }
    }

    List<RealServers.Server> webServers() {
        return project.servers().subList(0, 2);
    }

    void waitForContainer(RealServers.Server server, String container) {
        await(container + " on " + server.name()).until(() -> project.lab()
                .docker(server, "ps", "--format", "{{.Names}}", "--filter", "name=^" + container + "$")
                .contains(container));
    }

    /** The numbers of the lines in the log, in their order. */
    static List<Integer> numbers(String log, String service) {
        return Pattern.compile(service + " line (\\d+) of " + LINES)
                .matcher(log)
                .results()
                .map((MatchResult match) -> Integer.valueOf(match.group(1)))
                .toList();
    }

    static List<Integer> allNumbers() {
        return IntStream.rangeClosed(1, LINES).boxed().toList();
    }

    /** One start, one end, nothing lost of log and events, nothing left on the agent. */
    void assertDeployedOnce(WorkflowRun run, List<Integer> numbers, Path agentRoot) throws Exception {
        assertThat(numbers).as("numbered lines of the log").isEqualTo(allNumbers());
        assertThat(JenkinsRule.getLog(run)).containsOnlyOnce("deployed " + project.commit() + " to 3 containers");
        assertThat(project.hooks().lines().filter(line -> line.startsWith("hook ")))
                .as("hooks that ran")
                .containsExactlyElementsOf(
                        HOOKS.stream().map(hook -> "hook " + hook).toList());
        assertThat(run.getActions(DeploymentAction.class)).hasSize(1);
        Deployment deployment = run.getAction(DeploymentAction.class).getDeployment();
        assertThat(deployment.getStatus()).isEqualTo(Deployment.Status.SUCCEEDED);
        assertThat(deployment.getHooks()).extracting(HookRun::getName).containsExactlyElementsOf(HOOKS);
        assertThat(deployment.getContainers())
                .extracting(BootedContainer::getHost)
                .containsExactlyInAnyOrderElementsOf(project.servers().stream()
                        .map(RealServers.Server::address)
                        .toList());
        for (RealServers.Server server : project.servers()) {
            assertThat(project.lab()
                            .sh(server, "cat .kamal/myapp-audit.log")
                            .lines()
                            .filter(line -> line.contains("Booted app version")))
                    .as("boots on " + server.name())
                    .hasSize(1);
        }
        assertNothingLeft(agentRoot);
    }

    /** Neither a lock on the servers nor a secret, a directory or a process on the agent. */
    void assertNothingLeft(Path agentRoot) throws IOException {
        for (RealServers.Server server : project.servers()) {
            assertThat(locks(server)).as("lock on " + server.name()).isEmpty();
        }
        // The `sh` steps beside ours leave a shell for some seconds.
        await("nothing is left on the agent").untilAsserted(() -> {
            assertThat(leftIn(agentRoot)).as("what is left on the agent").isEmpty();
            assertThat(processesIn(agentRoot)).as("processes left on the agent").isEmpty();
        });
    }

    /** Waits until an engine that nobody follows has given its lock back. */
    void waitForRelease() {
        await("the lock is released").until(() -> locks(project.lab().server(0)).isEmpty());
    }

    private String locks(RealServers.Server server) {
        return project.lab().sh(server, "ls -d .kamal/lock-* 2>/dev/null || true");
    }

    /** As patient as a busy machine needs. */
    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
    }

    private static List<String> leftIn(Path agentRoot) throws IOException {
        try (Stream<Path> files = Files.walk(agentRoot)) {
            return files.map(Path::toString)
                    .filter(file -> !file.contains("/caches/"))
                    .filter(file -> file.matches(".*@tmp/(kamal|durable)-[^/]*") || file.contains("secrets.json"))
                    .toList();
        } catch (UncheckedIOException vanished) {
            return List.of(vanished.getMessage());
        }
    }

    private static List<String> processesIn(Path agentRoot) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(agentRoot + "/workspace"))
                .toList();
    }
}
