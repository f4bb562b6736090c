package io.jenkins.plugins.kamal.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.util.Secret;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Secrets of awkward shapes are looked for in every encoding and in every place that somebody else may read: during a
 * deploy, after it, and after the engine was killed.
 */
@WithJenkins
class SecretsEverywhereTest {

    private static final Map<String, String> SECRETS = Map.of(
            "LINES", "first line of Th3-many\nsecond \"line\" of it\nthird 'line' of it",
            "QUOTES", "it's \"qu0ted\" \\ $HOME `id` & <b>",
            "UNICODE", "Grüße-世界-pässw0rd",
            "LOGIN", "robot$acme:pa55+word/with=signs");

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;
    private static SecretSearch search;
    private static Path gate;
    private static Path waiting;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
        Slave agent = project.agent(jenkins, "one");
        gate = temporary.resolve("gate");
        waiting = temporary.resolve("waiting");
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        SECRETS.forEach((name, value) -> store.getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, name, "", Secret.fromString(value))));
        store.save();
        String variables =
                SECRETS.keySet().stream().map(name -> "\n    - " + name).collect(Collectors.joining());
        project.commitFile(
                "config/deploy.yml",
                Files.readString(project.directory().resolve("config/deploy.yml"))
                        .replace("\n    - APP_SECRET", variables));
        project.commitFile(".kamal/secrets", "");
        // Hooks before the boot of the app get no secrets in their environment.
        project.commitFile(
                ".kamal/hooks/pre-app-boot",
                "#!/bin/sh\ntouch " + waiting + "\nuntil [ -e " + gate + " ]; do sleep 0.2; done\n");
        project.commitFile(
                ".kamal/hooks/post-deploy",
                "#!/bin/sh\nenv\nprintf %s \"$LOGIN\" | base64\nprintf %s \"$QUOTES\" | od -An -tx1 | tr -d ' \\n'\n");
        Map<String, String> all = new LinkedHashMap<>(SECRETS);
        all.put("the registry's password", EmbeddedProject.REGISTRY_PASSWORD);
        all.put("the private key", project.privateKey().strip());
        search = new SecretSearch(
                all,
                List.of(
                        jenkins.jenkins.getRootDir().toPath(),
                        Path.of(agent.getRemoteFS()),
                        temporary,
                        Path.of("/tmp"),
                        project.server().home()),
                project.server().home().resolve(".kamal/apps/shop/env"));
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @Test
    void noSecretIsLeftAnywhere() throws Exception {
        WorkflowRun run = begin();
        search.everywhere("during a deploy");
        Files.createFile(gate);
        jenkins.waitForCompletion(run);
        jenkins.assertBuildStatusSuccess(run);
        search.everywhere("after a deploy");
        search.text("the log", JenkinsRule.getLog(run));
        assertThat(project.server()
                        .docker()
                        .environment("shop-web-" + project.commit())
                        .get("UNICODE"))
                .as("the container has it")
                .isEqualTo(SECRETS.get("UNICODE"));

        project.commitPage("two");
        WorkflowRun killed = begin();
        kill(killed);
        jenkins.waitForCompletion(killed);
        jenkins.assertBuildStatus(Result.FAILURE, killed);
        search.everywhere("after a kill -9 of the engine");
        search.text("the log", JenkinsRule.getLog(killed));

        System.out.println("Secrets: " + search.report());
        assertThat(search.found()).isEmpty();
        assertThat(search.places()).isGreaterThan(100);
    }

    /** Starts a deploy and waits until its hook waits. */
    private static WorkflowRun begin() throws Exception {
        Files.deleteIfExists(gate);
        Files.deleteIfExists(waiting);
        String bindings = SECRETS.keySet().stream()
                .map(name -> "kamalSecret(name: '" + name + "', credentialsId: '" + name + "')")
                .collect(Collectors.joining(", "));
        WorkflowRun run = Pipelines.job(jenkins, """
                        node('one') {
                          %s
                          kamalDeploy(%s, secrets: [%s])
                        }""".formatted(project.checkout(), EmbeddedProject.access(), bindings))
                .scheduleBuild2(0)
                .waitForStart();
        Awaitility.await("the hook waits")
                .atMost(Duration.ofMinutes(5))
                .until(() -> Files.exists(waiting) || !run.isBuilding());
        assertThat(run.isBuilding()).as(JenkinsRule.getLog(run)).isTrue();
        return run;
    }

    /** The engine whose hook waits is the only one that runs below this directory. */
    private static void kill(WorkflowRun run) {
        String job = run.getParent().getName();
        List<ProcessHandle> engines = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(words -> String.join(" ", words))
                        .filter(line ->
                                line.contains("engine.cli.Main") && line.contains("/workspace/" + job + "@tmp/"))
                        .isPresent())
                .toList();
        assertThat(engines).hasSize(1);
        engines.get(0).destroyForcibly();
    }
}
