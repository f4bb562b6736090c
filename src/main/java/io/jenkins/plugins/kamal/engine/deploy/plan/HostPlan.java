package io.jenkins.plugins.kamal.engine.deploy.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a deploy would change on one server. Its texts have any length and may contain control characters; see
 * {@link PlanText}.
 */
final class HostPlan {

    private final Session session;
    private final Configuration configuration;
    private final Host host;
    private final List<Role> roles;
    private final HostState state;
    private final VariableDigest digest;
    private final List<ChangePlanned> changes = new ArrayList<>();

    private HostPlan(Session session, Host host, HostState state, VariableDigest digest) {
        this.session = session;
        this.configuration = session.configuration();
        this.host = host;
        this.roles = session.targets().rolesOn(host);
        this.state = state;
        this.digest = digest;
    }

    /**
     * The changes.
     *
     * @param serving the versions that serve on any of the servers, by the name of the role
     */
    static List<ChangePlanned> of(
            Session session,
            Host host,
            List<Accessory> accessories,
            HostState state,
            VariableDigest digest,
            Map<String, Set<String>> serving) {
        HostPlan plan = new HostPlan(session, host, state, digest);
        plan.roles.forEach(plan::role);
        plan.migration();
        accessories.forEach(plan::accessory);
        plan.leftovers();
        if (!plan.roles.isEmpty()) {
            plan.changes.addAll(
                    new PruneForecast(plan.configuration, session.version(), host, plan.roles, state, serving)
                            .changes());
        }
        return plan.changes;
    }

    private void migration() {
        String command = session.request().options().rollout().migration();
        if (command != null && !roles.isEmpty() && host.equals(session.targets().primaryHost())) {
            session.targets()
                    .primaryRole()
                    .ifPresent(role -> add(
                            role.name(),
                            new Difference(
                                    ChangeKind.MIGRATION,
                                    session.log().redactor().redact(command),
                                    "",
                                    "")));
        }
    }

    private void role(Role role) {
        AppCommands app = new AppCommands(configuration, role, host);
        String before = state.versionByRole().getOrDefault(role.name(), "");
        String after = session.version().value();
        String serving = ContainerName.withoutReplacement(before);
        if (!serving.equals(after)) {
            add(role.name(), new Difference(ChangeKind.VERSION, "", serving, after));
        }
        Optional<DescribedContainer> current = before.isEmpty()
                ? Optional.empty()
                : state.describedAs(app.container(before).toString());
        current.ifPresent(container -> WantedContainer.read(
                        app.run(session.version(), "0"), role.options(), state.directory())
                .ifPresentOrElse(
                        wanted -> differences(
                                        container, wanted, app.env(), role.cmd().orElse(null))
                                .forEach(difference -> add(role.name(), difference)),
                        () -> add(
                                role.name(),
                                Difference.unknown("container", "a quote in its settings is not closed"))));
        new CanaryNotes(session, host, state).of(role).forEach(note -> add(role.name(), note));
        instances(role, before);
        proxy(role);
    }

    private void instances(Role role, String before) {
        String prefix = ContainerName.prefix(configuration, role);
        long running = state.containers().stream()
                .filter(container -> !container.isStopped() && container.role().equals(role.name()))
                .filter(container -> container.version(prefix).equals(before))
                .count();
        int wanted = configuration.instances(role);
        if (running > 0 && running != wanted) {
            add(
                    role.name(),
                    new Difference(ChangeKind.OPTION, "instances", String.valueOf(running), String.valueOf(wanted)));
        }
    }

    private List<Difference> differences(
            DescribedContainer current, WantedContainer wanted, Env env, @CheckForNull String cmd) {
        WantedVariables variables =
                WantedVariables.of(wanted, env, session.project().secrets(), digest);
        return ContainerComparison.of(current, wanted, variables, cmd);
    }

    private void proxy(Role role) {
        Map<String, ProxiedService> services = state.servicesOrNull();
        String name = ContainerName.prefix(configuration, role);
        Optional<Proxy> proxy = role.proxy();
        if (services == null) {
            if (proxy.isPresent()) {
                add(role.name(), new Difference(ChangeKind.PROXY, "kamal-proxy", "", "booted"));
            }
            return;
        }
        ProxiedService service = services.get(name);
        if (service == null && proxy.isPresent()) {
            add(role.name(), new Difference(ChangeKind.PROXY, "service " + name, "", "served"));
        } else if (service != null && proxy.isPresent()) {
            service.differencesTo(proxy.get()).forEach(difference -> add(role.name(), difference));
        } else if (service != null) {
            add(
                    role.name(),
                    new Difference(
                            ChangeKind.LEFTOVER,
                            "service " + name,
                            "kamal-proxy still serves it, although the role is not behind the proxy any more",
                            ""));
        }
    }

    private void accessory(Accessory accessory) {
        Optional<DescribedContainer> current = state.describedAs(accessory);
        if (current.isEmpty()) {
            add("", new Difference(ChangeKind.ACCESSORY, accessory.name(), "", "accessory boot " + accessory.name()));
            return;
        }
        Accessory.ContainerSettings settings = accessory.container();
        WantedContainer.read(
                        new AccessoryCommands(configuration, accessory).run(host),
                        settings.options(),
                        state.directory())
                .ifPresent(wanted -> accessory(
                        accessory,
                        differences(
                                current.get(),
                                wanted,
                                settings.env(),
                                settings.cmd().orElse(null)),
                        current.get().settings().path("image").asText(""),
                        wanted.image()));
    }

    private void accessory(Accessory accessory, List<Difference> differences, String before, String after) {
        List<String> texts = new ArrayList<>();
        if (!before.equals(after)) {
            texts.add("image " + before + " instead of " + after);
        }
        differences.stream()
                .filter(difference -> difference.kind().isChange() && difference.kind() != ChangeKind.IMAGE)
                .map(Difference::text)
                .forEach(texts::add);
        if (!texts.isEmpty()) {
            add(
                    "",
                    new Difference(
                            ChangeKind.ACCESSORY,
                            accessory.name(),
                            String.join("; ", texts),
                            "accessory reboot " + accessory.name()));
        }
    }

    private void leftovers() {
        state.containers().stream()
                .filter(container -> !container.isStopped() && !isConfigured(container.role()))
                .forEach(container -> add(
                        container.role(),
                        new Difference(ChangeKind.LEFTOVER, "container " + container.name(), "running", "running")));
    }

    private boolean isConfigured(String role) {
        return configuration
                .role(role)
                .filter(known -> known.hosts().contains(host))
                .isPresent();
    }

    private void add(String role, Difference difference) {
        changes.add(new ChangePlanned(
                host.toString(), role, difference.kind(), difference.name(), difference.before(), difference.after()));
    }
}
