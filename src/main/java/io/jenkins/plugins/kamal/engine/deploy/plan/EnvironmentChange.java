package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.UploadedSecrets;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Proves with a plan that new containers of the version that runs would differ from the running ones in their
 * environment only.
 */
public final class EnvironmentChange {

    private static final String VARIABLE = "variable ";
    private static final String NOT_COMPARED =
            "    kamal-proxy does not tell its timeouts, health checks and buffering, so these are not compared: they become"
                    + " those of the configuration";

    private final Session session;

    /** Prepares the proof for a session about the version that runs on all hosts. */
    public EnvironmentChange(Session session) {
        this.session = session;
    }

    /**
     * Compares, and logs the variables that change or cannot be compared.
     *
     * @return whether there are any
     * @throws DeployException if anything else would change, or cannot be compared
     */
    public boolean require() {
        List<ChangePlanned> all = Plan.make(session).all();
        List<String> others = new ArrayList<>();
        all.stream()
                .filter(EnvironmentChange::isOther)
                .map(EnvironmentChange::line)
                .forEach(others::add);
        others.addAll(movedTags());
        others.addAll(missingFiles());
        if (!others.isEmpty()) {
            throw new DeployException(
                    Topic.PREFLIGHT,
                    "Nothing was changed, because more than the environment would change. Deploy without the restriction"
                            + " to the environment, or bring the configuration back to what runs:\n  "
                            + String.join("\n  ", others));
        }
        List<ChangePlanned> variables =
                all.stream().filter(EnvironmentChange::isVariable).toList();
        variables.forEach(change -> session.log().info("    " + line(change)));
        if (!variables.isEmpty() && session.targets().roles().stream().anyMatch(Role::behindProxy)) {
            session.log().info(NOT_COMPARED);
        }
        return !variables.isEmpty();
    }

    private static boolean isVariable(ChangePlanned change) {
        return change.kind() == ChangeKind.ENVIRONMENT
                || change.kind() == ChangeKind.UNKNOWN && change.name().startsWith(VARIABLE);
    }

    private static boolean isOther(ChangePlanned change) {
        return !isVariable(change) && (change.kind().isChange() || change.kind() == ChangeKind.UNKNOWN);
    }

    private static String line(ChangePlanned change) {
        return change.host() + ": " + (change.role().isEmpty() ? "" : change.role() + ": ") + change.text();
    }

    /** One line for each role whose new container would get another image, because the image is not pulled again. */
    private List<String> movedTags() {
        List<Host> hosts = session.targets().appHosts();
        Map<Host, ScriptResult> tagged = session.servers().run(hosts, this::questions);
        Map<Host, ScriptResult> running = session.servers().run(hosts, host -> images(host, tagged.get(host)));
        String reference =
                ImageReference.of(session.configuration(), session.version()).toString();
        List<String> moved = new ArrayList<>();
        for (Host host : hosts) {
            Output tag = tagged.get(host).output(0);
            List<Role> roles = session.targets().rolesOn(host);
            for (int i = 0; i < roles.size(); i++) {
                Output image = running.get(host).output(i);
                String id = image.stdout().lines().findFirst().orElse("").strip();
                if (!tag.succeeded()
                        || image.succeeded() && !id.equals(tag.stdout().strip())) {
                    moved.add(host + ": " + roles.get(i).name() + ": the tag " + reference
                            + (tag.succeeded()
                                    ? " points to another image there than the one that runs"
                                    : " is gone there"));
                }
            }
        }
        return moved;
    }

    /**
     * One line for each file on a host that the configuration makes kamal-proxy read, and that no deploy has put there:
     * kamal-proxy does not tell which files it reads.
     */
    private List<String> missingFiles() {
        List<Host> hosts = session.targets().appHosts();
        List<String> missing = new ArrayList<>();
        session.servers()
                .run(hosts, host -> {
                    Script script = Script.of();
                    for (String file : filesOfProxy(host)) {
                        script = script.attempt(UploadedSecrets.exists(file));
                    }
                    return script;
                })
                .forEach((host, answer) -> {
                    List<String> files = filesOfProxy(host);
                    for (int i = 0; i < files.size(); i++) {
                        if (!answer.output(i).succeeded()) {
                            missing.add(host + ": there is no " + files.get(i) + " for kamal-proxy");
                        }
                    }
                });
        return missing;
    }

    private List<String> filesOfProxy(Host host) {
        ServerPaths paths = new ServerPaths(session.configuration());
        Set<String> files = new LinkedHashSet<>();
        for (Role role : session.targets().rolesOn(host)) {
            if (role.proxy().isPresent()
                    && session.configuration().paths().errorPages().isPresent()) {
                files.add(paths.errorPages() + "/" + session.version());
            }
            if (role.proxy()
                    .filter(proxy -> proxy.ssl() instanceof Proxy.Ssl.Custom)
                    .isPresent()) {
                files.add(paths.tlsCertificate(role.name()));
                files.add(paths.tlsPrivateKey(role.name()));
            }
        }
        return List.copyOf(files);
    }

    private Script questions(Host host) {
        Script script = Script.of().attempt(new ImageCommands(session.configuration()).id(session.version()));
        for (Role role : session.targets().rolesOn(host)) {
            script = script.run(app(role, host).currentRunningVersion());
        }
        return script;
    }

    private Script images(Host host, ScriptResult versions) {
        Script script = Script.of();
        List<Role> roles = session.targets().rolesOn(host);
        for (int i = 0; i < roles.size(); i++) {
            AppCommands app = app(roles.get(i), host);
            String version = versions.output(i + 1).stdout().strip();
            script = script.attempt(app.runningImageDigests(
                    version.isEmpty() ? app.container(session.version()) : app.container(version)));
        }
        return script;
    }

    private AppCommands app(Role role, Host host) {
        return new AppCommands(session.configuration(), role, host);
    }
}
