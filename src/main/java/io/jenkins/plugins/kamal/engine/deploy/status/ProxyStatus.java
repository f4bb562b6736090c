package io.jenkins.plugins.kamal.engine.deploy.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.plan.ProxiedService;
import io.jenkins.plugins.kamal.engine.deploy.proxy.BootProxy;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether kamal-proxy runs on a host and sends the requests to the containers that run. */
final class ProxyStatus {

    private final Session session;
    private final Host host;
    private final ScriptResult answers;
    private final List<RoleStatus> roles;

    ProxyStatus(Session session, Host host, ScriptResult answers, List<RoleStatus> roles) {
        this.session = session;
        this.host = host;
        this.answers = answers;
        this.roles = List.copyOf(roles);
    }

    List<DriftFound> findings() {
        List<DriftFound> findings = new ArrayList<>();
        if (!session.targets().proxyHosts().contains(host)) {
            return findings;
        }
        Output listed = answers.output(HostQuestions.PROXY);
        if (!listed.succeeded()) {
            findings.add(found("", DriftKind.PROXY, "kamal-proxy does not run"));
            return findings;
        }
        String version = answers.output(HostQuestions.PROXY_VERSION).stdout().strip();
        BootProxy.tooOld(host, version).ifPresent(fault -> findings.add(found("", DriftKind.PROXY, fault)));
        Map<String, ProxiedService> services = ProxiedService.read(listed.stdout());
        for (RoleStatus role : roles) {
            if (session.configuration()
                    .role(role.role())
                    .filter(Role::behindProxy)
                    .isPresent()) {
                target(findings, role, services.get(role.prefix()));
            }
        }
        return findings;
    }

    private void target(List<DriftFound> findings, RoleStatus role, @CheckForNull ProxiedService service) {
        if (service == null) {
            findings.add(found(role.role(), DriftKind.TARGET, "kamal-proxy does not serve " + role.prefix()));
            return;
        }
        if (!service.isServing()) {
            findings.add(found(
                    role.role(), DriftKind.TARGET, "kamal-proxy answers the requests itself, as in maintenance mode"));
        }
        String version = role.runningVersion().orElse("");
        role.active().stream()
                .filter(container -> container.version(role.prefix()).equals(version))
                .filter(container -> !service.sendsTo(container))
                .forEach(container -> findings.add(found(
                        role.role(),
                        DriftKind.TARGET,
                        "kamal-proxy does not send the requests to " + container.name())));
    }

    private DriftFound found(String role, DriftKind kind, String actual) {
        return new DriftFound(host.toString(), role, kind, "", actual);
    }
}
