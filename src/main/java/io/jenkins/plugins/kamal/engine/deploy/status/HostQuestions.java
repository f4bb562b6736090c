package io.jenkins.plugins.kamal.engine.deploy.status;

import io.jenkins.plugins.kamal.engine.command.plan.StateQuestions;
import io.jenkins.plugins.kamal.engine.command.plan.StatusQuestions;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;

/** The script of questions for one server; nothing in it changes the server, and each question may find nothing. */
final class HostQuestions {

    static final int DOCKER = 0;
    static final int CONTAINERS = 1;
    static final int CONDITIONS = 2;
    static final int PROXY_VERSION = 3;
    static final int PROXY = 4;
    static final int LOCK = 5;
    static final int FIRST_VARIABLE_STEP = 6;

    private HostQuestions() {}

    static Script of(Session session, Host host) {
        Configuration configuration = session.configuration();
        StateQuestions state = new StateQuestions(configuration);
        StatusQuestions status = new StatusQuestions(configuration);
        Script script = Script.of()
                .attempt(DockerCommands.mirrorsAndDiskSpace())
                .attempt(state.containers())
                .attempt(status.conditions())
                .attempt(new ProxyCommands(configuration, host).version())
                .attempt(state.proxiedServices())
                .attempt(new LockCommands(configuration).status());
        for (Accessory accessory : accessories(session, host)) {
            script = script.attempt(status.accessory(accessory));
        }
        for (Role role : rolesWithCertificate(session, host)) {
            script = script.attempt(status.certificate(role));
        }
        return script;
    }

    static List<Accessory> accessories(Session session, Host host) {
        return session.configuration().accessories().stream()
                .filter(accessory -> session.targets().hostsOf(accessory).contains(host))
                .toList();
    }

    /** The roles whose certificate the configuration gives; kamal-proxy renews the others by itself. */
    static List<Role> rolesWithCertificate(Session session, Host host) {
        return session.targets().rolesOn(host).stream()
                .filter(role -> role.proxy()
                        .filter(proxy -> proxy.ssl() instanceof Proxy.Ssl.Custom)
                        .isPresent())
                .toList();
    }
}
