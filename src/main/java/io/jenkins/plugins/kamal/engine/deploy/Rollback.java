package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.boot.AppRollout;
import io.jenkins.plugins.kamal.engine.deploy.boot.HostFacts;
import io.jenkins.plugins.kamal.engine.deploy.build.KnownImage;
import io.jenkins.plugins.kamal.engine.deploy.canary.HostsLeft;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks.Sees;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;
import io.jenkins.plugins.kamal.engine.deploy.secret.ServerSecrets;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Boots an earlier version again ({@code rollback} of {@code lib/kamal/cli/main.rb}). The rollback looks for the
 * version on every host before anything is changed, and fails if a host lacks it; Kamal ends successfully in that case.
 */
public final class Rollback {

    private final Session session;
    private final Hooks hooks;

    /** Creates a rollback to the version of the session. */
    public Rollback(Session session) {
        this.session = session;
        this.hooks = new Hooks(session);
    }

    public void run() {
        long start = session.log().clock().millis();
        if (session.request().options().rollout().keepsSecrets()) {
            session.log().phase("Look for the secrets on the servers", () -> new ServerSecrets(session).require());
        } else {
            RequiredSecrets.ofContainers(session.configuration())
                    .about(session, session.version())
                    .check(session.project().secrets());
        }
        session.log().phase("Look for the version on the servers", this::requireContainers);
        new DeployLock(session).hold(this::boot);
        long millis = session.log().clock().millis() - start;
        session.log().info("    Finished all in " + RunLog.seconds(Duration.ofMillis(millis)));
        hooks.runAfter("post-deploy", Sees.SECRETS, Math.round(millis / 1000.0));
    }

    private void boot() {
        session.stop().check("before anything was booted");
        List<Host> hosts = session.request().options().rollout().onlyWhereMissing()
                ? session.log()
                        .phase("Look for the hosts that serve another version", () -> new HostsLeft(session).find())
                : session.targets().appHosts();
        hooks.run("pre-deploy", Sees.SECRETS);
        session.log().phase("Boot the app", () -> new AppRollout(
                        session, new KnownImage(session).recorded().orElse(null), HostFacts.NONE, hosts)
                .run());
    }

    private void requireContainers() {
        List<String> missing = new ArrayList<>();
        Map<Host, ScriptResult> answers =
                session.servers().run(session.targets().appHosts(), this::question);
        answers.forEach((host, answer) -> {
            List<Role> roles = session.targets().rolesOn(host);
            for (int i = 0; i < roles.size(); i++) {
                if (answer.output(i).stdout().isBlank()) {
                    missing.add(host + ": no container "
                            + app(roles.get(i), host).container(session.version()) + " (role "
                            + roles.get(i).name() + ")");
                }
            }
        });
        if (!missing.isEmpty()) {
            throw new DeployException(
                    Topic.ROLLBACK,
                    "Cannot roll back to version " + session.version()
                            + ", because not every server has it. Nothing was changed. `kamal app containers` shows the versions that are there:\n  "
                            + String.join("\n  ", missing));
        }
    }

    private Script question(Host host) {
        Script script = Script.of();
        for (Role role : session.targets().rolesOn(host)) {
            AppCommands app = app(role, host);
            script = script.run(app.containerId(app.container(session.version())));
        }
        return script;
    }

    private AppCommands app(Role role, Host host) {
        return new AppCommands(session.configuration(), role, host);
    }
}
