package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.kamal.engine.lab.embedded.RecordedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** No secret is found anywhere but where an administrator has put it, however hard the project tries to spill it. */
@WithJenkins
class SecretsStayTest {

    /** Says what it knows on its output, and keeps for the test how the engine, its parent, was started. */
    private static final String CHATTY_HOOK = """
            #!/bin/sh
            echo "hook $(basename "$0"): $(cat @SECRET@)"
            env
            cat @SECRET@ >&2
            { tr '\\0' '\\n' < /proc/$PPID/cmdline; tr '\\0' '\\n' < /proc/$PPID/environ; } >> @SEEN@
            ls -lAR "$WORKSPACE@tmp" | grep -v '[.]jar' >> @SEEN@
            cat "$WORKSPACE@tmp"/kamal-*/events.jsonl >> @SEEN@
            """;

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;
    private static Slave agent;
    private static Path seen;
    private static List<String> secrets;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
        agent = project.agent(jenkins, "one");
        seen = temporary.resolve("seen");
        Path secret = Files.writeString(temporary.resolve("secret"), EmbeddedProject.APP_SECRET);
        project.commitFile(".kamal/secrets", "APP_SECRET=$(cat " + secret + ")\n");
        String hook = CHATTY_HOOK.replace("@SECRET@", secret.toString()).replace("@SEEN@", seen.toString());
        for (String name : List.of("pre-build", "pre-deploy", "post-deploy")) {
            project.commitFile(".kamal/hooks/" + name, hook);
        }
        secrets = secrets();
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    private static List<String> secrets() {
        List<String> all = new ArrayList<>(List.of(EmbeddedProject.REGISTRY_PASSWORD, EmbeddedProject.APP_SECRET));
        List.copyOf(all)
                .forEach(
                        secret -> all.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))));
        project.privateKey()
                .lines()
                .filter(line -> !line.startsWith("-----"))
                .filter(line -> line.length() > 20)
                .forEach(all::add);
        return all;
    }

    @Test
    void nothingIsLeftOfADeploy() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  kamalDeploy(%s)
                  sh 'env; ls -lAR "$WORKSPACE@tmp"'
                }""".formatted(project.checkout(), EmbeddedProject.access()));

        jenkins.assertBuildStatusSuccess(run);
        String log = JenkinsRule.getLog(run);
        assertThat(log).contains("hook pre-build: [", "hook post-deploy: [");
        assertNowhere(run);
        assertThat(project.server()
                        .docker()
                        .environment("shop-web-" + project.commit())
                        .get("APP_SECRET"))
                .as("the container has it")
                .isEqualTo(EmbeddedProject.APP_SECRET);
        String told = Files.readString(seen);
        assertThat(told)
                .contains("io.jenkins.plugins.kamal.engine.cli.Main", "--version", "\"event\":\"command-started\"");
        assertNone("the engine's command line, environment, directory and events", told);
        assertThat(told.lines().filter(line -> line.contains("secrets.json")))
                .as("the file of secrets while hooks run")
                .isEmpty();
        project.docker().lines().forEach(line -> assertNone("an argv of docker", line));
        project.server().commands().stream()
                .map(RecordedCommand::toString)
                .forEach(line -> assertNone("a command on the server", line));
    }

    @Test
    void nothingIsLeftOfAFailure() throws Exception {
        project.docker().faults().failDocker("no space left: " + EmbeddedProject.REGISTRY_PASSWORD, "buildx", "build");
        try {
            WorkflowRun run = Pipelines.run(jenkins, """
                    node('one') {
                      %s
                      kamalDeploy(%s)
                    }""".formatted(project.checkout(), EmbeddedProject.access()));
            jenkins.assertBuildStatus(Result.FAILURE, run);
            assertThat(JenkinsRule.getLog(run)).contains("no space left: [");
            assertNowhere(run);
        } finally {
            project.docker().faults().clear();
        }
    }

    private static void assertNowhere(WorkflowRun run) throws Exception {
        run.save();
        assertNone("the log", JenkinsRule.getLog(run));
        for (Path root : List.of(jenkins.jenkins.getRootDir().toPath(), Path.of(agent.getRemoteFS()))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(Files::isRegularFile).forEach(file -> assertNone(file.toString(), text(file)));
            }
        }
        try (Stream<Path> left = Files.walk(Path.of(agent.getRemoteFS()))) {
            assertThat(left.map(file -> file.getFileName().toString())
                            .filter(name -> name.matches("kamal-[0-9a-f-]{36}")))
                    .as("directories of invocations")
                    .isEmpty();
        }
    }

    private static void assertNone(String where, String text) {
        for (String secret : secrets) {
            assertThat(text.contains(secret)).as("a secret in " + where).isFalse();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
