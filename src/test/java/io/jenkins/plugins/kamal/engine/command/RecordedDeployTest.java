package io.jenkins.plugins.kamal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.Configuration;
import io.jenkins.plugins.kamal.engine.config.Role;
import io.jenkins.plugins.kamal.engine.host.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One recorded deploy, command by command; audit lines are compared as the lines they leave in the log. */
class RecordedDeployTest {

    private static final Version VERSION = new Version("1a003759b9cef1b240ee4968014d8b21fea6c9f9");
    private static final Version OLD = new Version("9bc91a33387a540700babf709f45e8f66833d30d");
    private static final Configuration CONFIGURATION = SampleConfiguration.sample();

    private final List<Command> deploy = new ArrayList<>();
    private final ImageCommands image = new ImageCommands(CONFIGURATION);
    private final ProxyCommands proxy = new ProxyCommands(CONFIGURATION, "10.99.0.11");

    @Test
    void primary_host_behind_the_proxy() {
        AppCommands app = app("web", "10.99.0.11");
        AppProxyCommands appProxy = new AppProxyCommands(CONFIGURATION, role("web"));
        LockCommands lock = new LockCommands(CONFIGURATION);
        pull();
        deploy.add(new ServerCommands(CONFIGURATION).ensureRunDirectory());
        deploy.add(lock.acquire(
                new LockDetails("Lab Tester", Instant.parse("2026-11-22T17:08:22Z"), VERSION, LockDetails.AUTOMATIC)));
        deploy.add(DockerCommands.createNetwork());
        deploy.addAll(List.of(proxy.version(), proxy.ensureAppsDirectory(), proxy.startOrRun()));
        beforeBoot(app);
        deploy.add(app.run(VERSION, "aeef3d3a305e"));
        deploy.add(app.containerId(app.container(VERSION)));
        deploy.add(appProxy.deploy("50a22e9f2e0a", VERSION));
        deploy.add(app.stop(app.container(OLD)));
        deploy.add(image.tagLatest(VERSION));
        prune();
        deploy.add(lock.release());

        assertThat(ours()).containsExactlyElementsOf(recorded("web1"));
    }

    @Test
    void host_of_a_role_that_is_not_behind_the_proxy() {
        AppCommands app = app("job", "10.99.0.13");
        pull();
        deploy.add(new ServerCommands(CONFIGURATION).ensureRunDirectory());
        deploy.add(DockerCommands.createNetwork());
        beforeBoot(app);
        deploy.add(app.run(VERSION, "ecba37611fb1"));
        deploy.addAll(List.of(app.status(app.container(VERSION)), app.status(app.container(VERSION))));
        deploy.add(app.stop(app.container(OLD)));
        deploy.add(image.tagLatest(VERSION));
        prune();

        assertThat(ours()).containsExactlyElementsOf(recorded("job1"));
    }

    @Test
    void host_of_an_accessory() {
        deploy.add(new ServerCommands(CONFIGURATION).ensureRunDirectory());
        deploy.add(DockerCommands.createNetwork());
        prune();

        assertThat(ours()).containsExactlyElementsOf(recorded("db1"));
    }

    @Test
    void audit_lines() {
        Tags pulled = new Tags(
                Instant.parse("2026-11-22T17:08:21Z"),
                "lab@example.com",
                CONFIGURATION.destination(),
                Optional.of(VERSION),
                "myapp");
        AuditCommands audit = new AuditCommands(CONFIGURATION);
        List<List<String>> recorded = Recorded.lines("03-deploy-clean.tsv").stream()
                .filter(line -> line.startsWith("web1\t") && line.contains(">> "))
                .map(line -> Recorded.words(line.substring(line.indexOf('\t') + 1)))
                .toList();
        String booted = recorded.get(1).get(recorded.get(1).indexOf("echo") + 1);

        assertThat(recorded.get(0))
                .containsSubsequence(lineAndLog(audit.record(pulled, "Pulled image with version " + VERSION)));
        assertThat(pulled.auditPrefix(Optional.of("web")) + " Booted app version " + VERSION)
                .isEqualTo(booted.replace("17:08:22Z", "17:08:21Z"));
    }

    private static List<String> lineAndLog(Command audit) {
        List<String> words = Recorded.words(audit);
        return words.subList(words.indexOf("%s\\n") + 1, words.size());
    }

    private void pull() {
        deploy.addAll(
                List.of(image.firstMirror(), image.remove(VERSION), image.pull(VERSION), image.validate(VERSION)));
    }

    private void beforeBoot(AppCommands app) {
        deploy.addAll(List.of(app.listVersions(), app.currentRunningVersion()));
        deploy.addAll(List.of(app.containerId(app.container(VERSION)), app.currentRunningVersion()));
        deploy.add(app.ensureEnvDirectory());
    }

    private void prune() {
        PruneCommands prune = new PruneCommands(CONFIGURATION);
        deploy.addAll(List.of(
                prune.containers(CONFIGURATION.retainContainers()), prune.danglingImages(), prune.taggedImages()));
    }

    private List<List<String>> ours() {
        return deploy.stream().map(Recorded::words).toList();
    }

    private static List<List<String>> recorded(String server) {
        return Recorded.lines("03-deploy-clean.tsv").stream()
                .filter(line -> line.startsWith(server + "\t") && !line.contains("audit.log"))
                .map(line -> Recorded.words(line.substring(server.length() + 1)))
                .toList();
    }

    private static AppCommands app(String role, String host) {
        return new AppCommands(CONFIGURATION, role(role), host);
    }

    private static Role role(String name) {
        return CONFIGURATION.role(name).orElseThrow();
    }
}
