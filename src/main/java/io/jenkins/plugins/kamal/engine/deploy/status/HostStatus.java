package io.jenkins.plugins.kamal.engine.deploy.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.plan.ListedContainer;
import io.jenkins.plugins.kamal.engine.deploy.preflight.DiskSpace;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one server answered, and how that differs from the configuration. */
final class HostStatus {

    private final Session session;
    private final Configuration configuration;
    private final Host host;
    private final ScriptResult answers;
    private final List<RoleStatus> roles = new ArrayList<>();
    private final List<DriftFound> findings = new ArrayList<>();

    private HostStatus(Session session, Host host, ScriptResult answers) {
        this.session = session;
        this.configuration = session.configuration();
        this.host = host;
        this.answers = answers;
    }

    static HostStatus of(Session session, Host host, ScriptResult answers) {
        HostStatus status = new HostStatus(session, host, answers);
        Output docker = answers.output(HostQuestions.DOCKER);
        status.disk(docker);
        status.lock();
        if (docker.succeeded()) {
            status.containers();
            status.accessories();
        } else {
            status.add("", DriftKind.DOCKER, "Docker does not answer: " + docker.stderr());
        }
        status.certificates();
        return status;
    }

    List<RoleStatus> roles() {
        return List.copyOf(roles);
    }

    /** The containers without a role, as those for some of the visitors; null if Docker does not answer. */
    @CheckForNull
    List<ListedContainer> withoutRole() {
        return answers.output(HostQuestions.DOCKER).succeeded()
                ? ListedContainer.readWithoutRole(
                        answers.output(HostQuestions.CONTAINERS).stdout())
                : null;
    }

    List<DriftFound> findings() {
        return List.copyOf(findings);
    }

    private void containers() {
        List<ListedContainer> containers =
                ListedContainer.read(answers.output(HostQuestions.CONTAINERS).stdout());
        Map<String, Condition> conditions =
                Condition.read(answers.output(HostQuestions.CONDITIONS).stdout());
        for (Role role : session.targets().rolesOn(host)) {
            role(
                    role,
                    containers.stream()
                            .filter(one -> one.role().equals(role.name()))
                            .toList(),
                    conditions);
        }
        containers.stream()
                .filter(container -> !container.isStopped() && !isConfigured(container.role()))
                .forEach(container -> add(
                        container.role(),
                        DriftKind.LEFTOVER,
                        "container " + container.name() + " runs, although the role is not configured here"));
        new ProxyStatus(session, host, answers, roles).findings().forEach(findings::add);
    }

    private void role(Role role, List<ListedContainer> containers, Map<String, Condition> conditions) {
        String name = role.name();
        List<ListedContainer> active =
                containers.stream().filter(container -> !container.isStopped()).toList();
        ListedContainer container = active.stream()
                .findFirst()
                .or(() -> containers.stream().findFirst())
                .orElse(null);
        if (container == null) {
            add(name, DriftKind.MISSING, "");
        } else if (active.isEmpty()) {
            add(name, DriftKind.STOPPED, "container " + container.name() + " is " + container.state());
        } else {
            count(role, active);
        }
        for (ListedContainer one : active) {
            if (!one.state().equals("running")) {
                add(name, DriftKind.RESTARTING, "container " + one.name() + " is " + one.state());
            } else if (conditions.getOrDefault(one.id(), Condition.UNKNOWN).isUnhealthy()) {
                add(name, DriftKind.UNHEALTHY, "container " + one.name() + " is unhealthy");
            }
        }
        Condition condition =
                container == null ? Condition.UNKNOWN : conditions.getOrDefault(container.id(), Condition.UNKNOWN);
        roles.add(new RoleStatus(host, name, ContainerName.prefix(configuration, role), container, active, condition));
    }

    private void count(Role role, List<ListedContainer> active) {
        String prefix = ContainerName.prefix(configuration, role);
        int wanted = configuration.instances(role);
        long versions =
                active.stream().map(one -> one.version(prefix)).distinct().count();
        if (active.size() > wanted || versions > 1) {
            String names =
                    String.join(", ", active.stream().map(ListedContainer::name).toList());
            String what = wanted == 1
                    ? "several containers run"
                    : versions > 1
                            ? "containers of several versions run"
                            : active.size() + " containers run instead of " + wanted;
            add(role.name(), DriftKind.SEVERAL, what + ": " + names);
        } else if (active.size() < wanted) {
            add(role.name(), DriftKind.STOPPED, active.size() + " of " + wanted + " containers run");
        }
    }

    private boolean isConfigured(String role) {
        return configuration
                .role(role)
                .filter(known -> known.hosts().contains(host))
                .isPresent();
    }

    private void accessories() {
        int step = HostQuestions.FIRST_VARIABLE_STEP;
        for (Accessory accessory : HostQuestions.accessories(session, host)) {
            List<String> states =
                    answers.output(step++).stdout().lines().map(String::strip).toList();
            String name = "accessory " + accessory.name();
            if (states.isEmpty()) {
                add("", DriftKind.ACCESSORY, name + " does not exist");
            } else if (states.stream().noneMatch(state -> state.startsWith("running "))) {
                add("", DriftKind.ACCESSORY, name + " is " + states.get(0).split(" ")[0]);
            } else if (states.stream().anyMatch(state -> state.endsWith("(unhealthy)"))) {
                add("", DriftKind.ACCESSORY, name + " is unhealthy");
            }
        }
    }

    private void certificates() {
        int step = HostQuestions.FIRST_VARIABLE_STEP
                + HostQuestions.accessories(session, host).size();
        for (Role role : HostQuestions.rolesWithCertificate(session, host)) {
            Certificate.fault(answers.output(step++), session.log().clock().instant())
                    .ifPresent(fault -> add(role.name(), DriftKind.CERTIFICATE, fault));
        }
    }

    private void disk(Output docker) {
        DiskSpace.read(docker.stdout())
                .filter(DiskSpace::isLow)
                .ifPresent(free -> add("", free.isTooLow() ? DriftKind.DISK_FULL : DriftKind.DISK_LOW, free.text()));
    }

    private void lock() {
        if (host.equals(session.targets().primaryHost())) {
            LockStatus.of(
                            answers.output(HostQuestions.LOCK),
                            session.log().clock().instant())
                    .ifPresent(lock -> add("", lock.kind(), lock.text()));
        }
    }

    private void add(String role, DriftKind kind, String actual) {
        findings.add(new DriftFound(host.toString(), role, kind, "", actual));
    }
}
