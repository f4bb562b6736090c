package io.jenkins.plugins.kamal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryCommands;
import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryDirectory;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppExecCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppHostCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
import io.jenkins.plugins.kamal.engine.command.app.AssetCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.ErrorPageCommands;
import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.command.build.RegistryCommands;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.command.server.PruneCommands;
import io.jenkins.plugins.kamal.engine.command.server.ServerCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleRole;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every command line of the recordings is one of ours, up to the quoting for the shell. */
class RecordedCommandsTest {

    private static final Version SHA = new Version("0123456789abcdef0123456789abcdef01234567");
    private static final Version LATEST = new Version("latest");
    private static final String HEX16 = "0123456789abcdef";

    @TestFactory
    Stream<DynamicTest> every_recorded_line_is_one_of_ours() {
        Set<List<String>> ours = new HashSet<>();
        all().forEach(command -> ours.add(Recorded.words(command)));
        return Recorded.lines("recorded-commands.txt").stream()
                .map(line -> DynamicTest.dynamicTest(
                        line, () -> assertThat(ours.contains(Recorded.words(scopedToDestination(line))))
                                .isTrue()));
    }

    /** Pruning is scoped to service and destination on purpose (docs/differences.md, "pruning where destinations"). */
    private static String scopedToDestination(String recordedLine) {
        return recordedLine
                .replace(
                        "label=service=myapp --filter status=created",
                        "label=service=myapp --filter label=destination= --filter status=created")
                .replaceFirst(
                        "10[.0-9]*:5555/lab/myapp:latest-staging(\\W+)10[.0-9]*:5555/lab/myapp:<none>",
                        "[^ ]*:latest$1[^ ]*:<none>")
                .replaceFirst(
                        "(10[.0-9]*:5555/lab/myapp:latest)([^-\\w]+)10[.0-9]*:5555/lab/myapp:<none>",
                        "$1$2[^ ]*:latest-[^ ]*$2[^ ]*:<none>");
    }

    private static List<Command> all() {
        List<Command> all = new ArrayList<>();
        for (Configuration configuration :
                List.of(SampleConfiguration.sample(), SampleConfiguration.staging(), withAssets())) {
            service(all, configuration);
            for (Role role : configuration.roles()) {
                role.hosts().forEach(host -> role(all, configuration, role, host));
            }
        }
        accessory(all, SampleConfiguration.sample());
        server(all);
        return all;
    }

    private static Configuration withAssets() {
        return new SampleConfiguration()
                .errorPages("errors")
                .roles(new SampleRole("web")
                        .hosts("10.99.0.11", "10.99.0.12")
                        .proxy(new SampleProxy())
                        .assets("/assets", null)
                        .build())
                .build();
    }

    private static void role(List<Command> all, Configuration configuration, Role role, Host host) {
        AppCommands app = new AppCommands(configuration, role, host);
        AppExecCommands exec = new AppExecCommands(configuration, role, host);
        all.addAll(List.of(
                app.info(), app.currentRunningVersion(), app.listVersions(), app.stopRunning(), app.removeStopped()));
        all.addAll(List.of(app.ensureEnvDirectory(), app.logsById(null, LogOptions.ALL)));
        all.add(app.logsById(null, lines(100)));
        all.add(exec.inNew(LATEST, "/app env", Map.of(), Interaction.NONE, false, "1a6e8c"));
        for (Version version : List.of(SHA, LATEST)) {
            ContainerName container = app.container(version);
            all.addAll(List.of(app.run(version, "aeef3d3a305e"), app.start(container), app.status(container)));
            all.addAll(List.of(app.stop(container), app.stop(container.replaced(HEX16)), app.containerId(container)));
            all.addAll(List.of(app.remove(version), app.healthLog(container), app.logs(container, LogOptions.ALL)));
            all.add(app.rename(container, container.replaced(HEX16)));
        }
        for (String command : List.of("/app env", "/app echo hello", "/nonexistent")) {
            all.add(exec.inExisting(app.container(SHA), command, Map.of(), Interaction.NONE));
        }
        if (role.behindProxy()) {
            AppProxyCommands proxy = new AppProxyCommands(configuration, role);
            all.addAll(List.of(proxy.deploy(List.of("50a22e9f2e0a"), SHA), proxy.remove(), proxy.live()));
        }
        if (AssetCommands.hasAssets(role)) {
            AssetCommands assets = new AssetCommands(configuration, role, SHA);
            all.addAll(List.of(assets.extract(), assets.sync(app.container(SHA)), assets.cleanUp()));
        }
    }

    private static void service(List<Command> all, Configuration configuration) {
        ImageCommands image = new ImageCommands(configuration);
        PruneCommands prune = new PruneCommands(configuration);
        AppHostCommands host = new AppHostCommands(configuration);
        LockCommands lock = new LockCommands(configuration);
        ServerCommands server = new ServerCommands(configuration);
        for (Version version : List.of(SHA, LATEST)) {
            all.addAll(List.of(
                    image.remove(version), image.pull(version), image.validate(version), image.tagLatest(version)));
        }
        all.addAll(List.of(image.firstMirror(), image.list(), image.removeAll()));
        all.addAll(List.of(prune.danglingImages(), prune.taggedImages(), prune.containers(5)));
        all.addAll(List.of(host.listContainers(), host.removeProxyAppDirectory()));
        all.addAll(List.of(lock.release(), lock.status(), new AuditCommands(configuration).reveal()));
        all.addAll(List.of(server.ensureRunDirectory(), server.removeAppDirectory(), server.appDirectoryCount()));
        all.add(new ErrorPageCommands(configuration, SHA).cleanUp());
    }

    private static void accessory(List<Command> all, Configuration configuration) {
        Accessory db = configuration.accessories().get(0);
        AccessoryCommands accessory = new AccessoryCommands(configuration, db);
        all.addAll(List.of(
                accessory.run(Host.parse("10.99.0.14")), accessory.start(), accessory.stop(), accessory.info()));
        all.addAll(List.of(accessory.existing(), accessory.removeContainer(), accessory.removeImage()));
        all.addAll(List.of(
                accessory.removeServiceDirectory(), accessory.ensureEnvDirectory(), accessory.logs(lines(100))));
        all.add(accessory.execInExisting("/app echo hi", Interaction.NONE));
        all.add(AccessoryDirectory.create(db, db.mounts().directories().get(0))
                .steps()
                .get(0)
                .command());
    }

    private static void server(List<Command> all) {
        ProxyCommands proxy = new ProxyCommands(SampleConfiguration.sample(), Host.parse("10.99.0.11"));
        all.addAll(
                List.of(proxy.run(), proxy.start(), proxy.startOrRun(), proxy.stop(), proxy.info(), proxy.version()));
        all.addAll(List.of(proxy.logs(lines(3)), proxy.removeContainer(), proxy.removeImage(), proxy.bootConfig()));
        all.addAll(List.of(proxy.ensureAppsDirectory(), proxy.removeDirectory()));
        all.addAll(List.of(DockerCommands.createNetwork(), DockerCommands.installed(), DockerCommands.install()));
        all.add(DockerCommands.superuser());
        all.add(new RegistryCommands(SampleConfiguration.sample().registry()).logout());
    }

    private static LogOptions lines(int count) {
        return LogOptions.lastLines(count);
    }
}
