package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.plan.StateQuestions;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the current version of the roles of a host, also where several containers of a role run. Then kamal-proxy's
 * target is current, or the youngest container of a role without proxy. Kamal prefers the container of the latest image,
 * but that tag does not move while a deploy pauses after its canary.
 */
public final class CurrentVersions {

    private static final String RUNNING = "running";

    private final Configuration configuration;

    public CurrentVersions(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The script that asks a host about these roles. */
    public Script questions(Host host, Collection<Role> roles) {
        Script script = Script.of();
        for (Role role : roles) {
            script = script.run(new AppCommands(configuration, role, host).currentRunningVersion());
        }
        StateQuestions questions = new StateQuestions(configuration);
        script = script.run(questions.containers());
        return roles.stream().anyMatch(Role::behindProxy) ? script.attempt(questions.proxiedServices()) : script;
    }

    /** Reads the answer about these roles; the version is an empty text where nothing runs. */
    public Map<Role, String> read(Collection<Role> roles, ScriptResult answer) {
        List<ListedContainer> containers =
                ListedContainer.read(answer.output(roles.size()).stdout());
        Map<String, ProxiedService> services = Map.of();
        if (answer.outputs().size() > roles.size() + 1) {
            Output listed = answer.last();
            services = listed.succeeded() ? ProxiedService.read(listed.stdout()) : services;
        }
        Map<Role, String> versions = new LinkedHashMap<>();
        for (Role role : roles) {
            String preferred = answer.output(versions.size()).stdout().strip();
            versions.put(role, ofSeveral(role, containers, services).orElse(preferred));
        }
        return versions;
    }

    /** The current version where several containers run; empty if one or none runs, or if there is no saying. */
    private Optional<String> ofSeveral(
            Role role, List<ListedContainer> containers, Map<String, ProxiedService> services) {
        String prefix = ContainerName.prefix(configuration, role);
        List<ListedContainer> running = containers.stream()
                .filter(container -> container.role().equals(role.name()) && !container.isStopped())
                .toList();
        if (running.size() < 2) {
            return Optional.empty();
        }
        ProxiedService service = services.get(prefix);
        return running.stream()
                .filter(container -> role.behindProxy()
                        ? service != null && service.sendsTo(container)
                        : container.state().equals(RUNNING))
                .map(container -> container.version(prefix))
                .filter(version -> !version.isEmpty())
                .findFirst();
    }
}
