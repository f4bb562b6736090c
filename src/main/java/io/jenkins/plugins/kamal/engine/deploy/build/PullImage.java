package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.deploy.registry.LocalRegistry;
import io.jenkins.plugins.kamal.engine.deploy.registry.RegistryLogin;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pulls the image onto the servers. If they have mirrors, one server for each mirror pulls first ({@code pull} of
 * {@code lib/kamal/cli/build.rb}).
 */
public final class PullImage {

    private final Session session;
    private final ImageCommands images;
    private final RegistryLogin login;

    public PullImage(Session session) {
        this.session = session;
        this.images = new ImageCommands(session.configuration());
        this.login = new RegistryLogin(session);
    }

    public void run() {
        List<Host> hosts = session.targets().appHosts();
        new LocalRegistry(session).reachableFrom(hosts, () -> {
            pullOnto(hosts);
            return hosts;
        });
    }

    private void pullOnto(List<Host> hosts) {
        if (hosts.size() < 2) {
            session.servers().run(hosts, host -> login.on(host).then(pull()));
            hosts.forEach(login::ranOn);
            return;
        }
        List<Host> first = firstOfEachMirror(hosts);
        if (!first.isEmpty()) {
            session.log().info("    " + Host.listed(first) + " first, to fill the mirrors");
            session.servers().run(first, host -> pull());
        }
        List<Host> others = hosts.stream().filter(host -> !first.contains(host)).toList();
        session.servers().run(others, host -> pull());
    }

    /** Logs in on every host, and asks each for its mirror in the same script. */
    private List<Host> firstOfEachMirror(List<Host> hosts) {
        Map<String, Host> hostByMirror = new LinkedHashMap<>();
        session.servers()
                .run(hosts, host -> login.on(host).attempt(images.firstMirror()))
                .forEach((host, result) -> {
                    login.ranOn(host);
                    Output mirror = result.output(result.outputs().size() - 1);
                    if (mirror.succeeded() && !mirror.stdout().isBlank()) {
                        hostByMirror.putIfAbsent(mirror.stdout().strip(), host);
                    }
                });
        return new ArrayList<>(hostByMirror.values());
    }

    private Script pull() {
        Command audit = new AuditCommands(session.configuration())
                .record(session.tags(), "Pulled image with version " + session.version());
        return Script.of(audit)
                .attempt(images.remove(session.version()))
                .run(images.pull(session.version()))
                .run(images.validate(session.version()));
    }
}
