package io.jenkins.plugins.kamal.engine.deploy.canary;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.VisitorCommands;
import io.jenkins.plugins.kamal.engine.command.plan.StateQuestions;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.option.VisitorChoices;
import io.jenkins.plugins.kamal.engine.deploy.plan.ProxiedService;
import io.jenkins.plugins.kamal.engine.deploy.run.CleanUp;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The canary by visitors on the servers: containers that kamal-proxy sends some of the visitors to. The servers are
 * asked, because nothing but their containers says whether there is one.
 */
public final class VisitorCanary {

    /** What kamal-proxy says where the service was removed, so that nobody is sent to the canary either. */
    private static final String NO_SERVICE = "service not found";

    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9_.-]{1,255}:[0-9]{1,5}");

    private final Session session;
    private final CleanUp cleanUp;

    public VisitorCanary(Session session) {
        this.session = session;
        this.cleanUp = new CleanUp(session);
    }

    /** The roles of the session that are behind the proxy on this host. */
    public List<Role> rolesOn(Host host) {
        return session.targets().rolesOn(host).stream()
                .filter(Role::behindProxy)
                .toList();
    }

    /** The hosts of the session with a role behind the proxy. */
    public List<Host> hosts() {
        return session.targets().appHosts().stream()
                .filter(host -> !rolesOn(host).isEmpty())
                .toList();
    }

    /** Asks the hosts for the containers. */
    public List<VisitorContainer> find() {
        List<VisitorContainer> found = new ArrayList<>();
        session.servers().run(hosts(), this::questions).forEach((host, answer) -> found.addAll(read(host, answer)));
        return found;
    }

    private List<VisitorContainer> read(Host host, ScriptResult answer) {
        List<VisitorContainer> found = new ArrayList<>();
        List<Role> roles = rolesOn(host);
        for (int i = 0; i < roles.size(); i++) {
            found.addAll(VisitorContainer.read(
                    session.configuration(),
                    host,
                    roles.get(i),
                    answer.output(i).stdout()));
        }
        return found;
    }

    /** Whether the hosts have to be asked: a list shows a container of a canary, or a host has no list. */
    public boolean mayBeOn(Map<Host, ContainerList> lists) {
        return hosts().stream()
                .anyMatch(host -> !lists.containsKey(host)
                        || rolesOn(host).stream()
                                .anyMatch(role -> lists.get(host).servesVisitors(session.configuration(), role)));
    }

    private Script questions(Host host) {
        Script script = Script.of();
        for (Role role : rolesOn(host)) {
            script = script.run(commands(role).containers());
        }
        return script;
    }

    /** Whether the session's version runs for some of the visitors on every host. */
    public boolean runsEverywhere(List<VisitorContainer> found) {
        List<Host> hosts = hosts();
        return !hosts.isEmpty()
                && hosts.stream().allMatch(host -> rolesOn(host).stream().allMatch(role -> found.stream()
                        .anyMatch(container -> container.isOf(host, role) && runsOurs(container))));
    }

    /** Whether the container has the session's version. */
    public boolean isOurs(VisitorContainer container) {
        return container.version().equals(session.version().value());
    }

    private boolean runsOurs(VisitorContainer container) {
        return isOurs(container) && container.runs();
    }

    /**
     * The running containers of the session's version, if they are on every host.
     *
     * @throws DeployException if they are not, because the canary has ended
     */
    public List<VisitorContainer> requireEverywhere() {
        List<VisitorContainer> now = find();
        if (!runsEverywhere(now)) {
            throw new DeployException(
                    Topic.CANARY,
                    "The canary of " + session.version() + " has ended since this run looked for it; its share was not"
                            + " changed. Repeat the step to deploy it again");
        }
        return now.stream().filter(this::runsOurs).toList();
    }

    /**
     * Tells kamal-proxy the containers of the canary. It may have forgotten them because the app was stopped, or have
     * another container in their place because a canary ended.
     */
    public void serve(List<VisitorContainer> containers) {
        session.servers().run(hosts(), host -> {
            Script script = Script.of();
            for (Role role : rolesOn(host)) {
                List<String> targets = containers.stream()
                        .filter(container -> container.isOf(host, role))
                        .map(VisitorContainer::target)
                        .toList();
                script = script.run(commands(role).deploy(targets));
            }
            return script.saying("The containers of the canary are healthy");
        });
    }

    /** Lets kamal-proxy choose the visitors, among whom it serves the canary to some. */
    public void choose(VisitorChoices visitors) {
        session.servers().run(hosts(), host -> {
            Script script = Script.of();
            for (Role role : rolesOn(host)) {
                script = script.run(commands(role).set(visitors.percent(), visitors.allowed()));
            }
            return script.saying("The canary gets " + visitors);
        });
    }

    /**
     * Ends the canaries of other versions, before this version is booted for everybody.
     *
     * @throws DeployException as {@link #endAll}
     */
    public void endOthers() {
        end(container -> !isOurs(container));
    }

    /**
     * Ends every canary by visitors. A host where that fails does not keep it from the others.
     *
     * @throws DeployException if a host does not answer or may still send visitors to a canary, whose container runs on
     *     there; the message names the hosts
     */
    public void endAll() {
        end(container -> true);
    }

    /**
     * Ends every canary by visitors although hosts have failed to answer.
     *
     * @param silent why each of those hosts did not answer
     * @throws DeployException as {@link #endAll}, also if there are such hosts
     */
    public void endBeside(Map<Host, EngineException> silent) {
        Map<Host, EngineException> failures = new LinkedHashMap<>(silent);
        end(ask(container -> true, failures), failures);
    }

    private void end(Predicate<VisitorContainer> which) {
        Map<Host, EngineException> failures = new LinkedHashMap<>();
        end(ask(which, failures), failures);
    }

    /** Ends the canary on these hosts, if there are any, and fails if it does not end on one, or with these failures. */
    private void end(Map<Host, List<VisitorContainer>> found, Map<Host, EngineException> failures) {
        if (!found.isEmpty()) {
            session.log().phase("End the canary by visitors", () -> {
                failures.putAll(session.servers().attempt(found.keySet(), host -> endOn(host, found.get(host))));
                tellEnded(found.keySet(), failures.keySet());
                requireEnded(found.keySet(), failures);
            });
        } else {
            requireEnded(Set.of(), failures);
        }
    }

    private static void requireEnded(Set<Host> hosts, Map<Host, EngineException> failures) {
        // A stop is no failure of a host, and ends the command with a status of its own.
        failures.values().stream()
                .filter(StoppedException.class::isInstance)
                .map(StoppedException.class::cast)
                .findFirst()
                .ifPresent(stop -> {
                    throw stop;
                });
        if (!failures.isEmpty()) {
            EngineException first = failures.values().iterator().next();
            String left = Host.listed(failures.keySet());
            if (hosts.isEmpty()) {
                // No host is known to have a canary, so the failure is about whatever keeps these from answering.
                throw new DeployException(
                        first.topic(),
                        reasons(failures, "\n") + "\nIt is not known whether a canary by visitors is on " + left,
                        first.exitStatus(),
                        first);
            }
            List<Host> ended =
                    hosts.stream().filter(host -> !failures.containsKey(host)).toList();
            throw new DeployException(
                    Topic.CANARY,
                    "The canary by visitors has " + (ended.isEmpty() ? "not ended" : "ended on " + Host.listed(ended))
                            + ". Visitors may still get it on " + left
                            + "; repeat the command as soon as it can end there:\n  " + reasons(failures, "\n  "),
                    first.exitStatus(),
                    first);
        }
    }

    private static String reasons(Map<Host, EngineException> failures, String separator) {
        return failures.values().stream().map(Throwable::getMessage).distinct().collect(Collectors.joining(separator));
    }

    /** Asks the hosts for the containers; a host without one is missing, and one that does not answer is a failure. */
    private Map<Host, List<VisitorContainer>> ask(
            Predicate<VisitorContainer> which, Map<Host, EngineException> failures) {
        Map<Host, List<VisitorContainer>> found = new ConcurrentHashMap<>();
        failures.putAll(session.servers().attempt(hosts(), host -> session.servers()
                .run(host, questions(host))
                .thenAccept(answer -> found.put(
                        host, read(host, answer).stream().filter(which).toList()))));
        Map<Host, List<VisitorContainer>> inOrder = new LinkedHashMap<>();
        hosts().stream()
                .filter(host -> !found.getOrDefault(host, List.of()).isEmpty())
                .forEach(host -> inOrder.put(host, found.get(host)));
        return inOrder;
    }

    /**
     * The hosts that have a canary.
     *
     * @param silent gets the hosts that do not answer, with the reasons
     */
    public List<Host> hostsWithCanary(Map<Host, EngineException> silent) {
        return List.copyOf(ask(container -> true, silent).keySet());
    }

    /**
     * Ends every canary by visitors after a failure, on each host that answers.
     *
     * @param visitors who may still get it on the others
     * @return what to add to the failure
     */
    public String endAfterFailure(VisitorChoices visitors) {
        Map<Host, EngineException> left = session.servers().attempt(hosts(), host -> session.servers()
                .run(host, questions(host))
                .thenCompose(answer -> endOn(host, read(host, answer))));
        tellEnded(hosts(), left.keySet());
        if (left.isEmpty()) {
            return "\nThe canary has ended: all visitors get the version that served before.";
        }
        session.log()
                .tell(new DeployEvent.VisitorsChosen(
                        visitors.percent(),
                        visitors.allowed(),
                        left.keySet().stream().map(Host::toString).toList(),
                        session.targets().appHosts().size()));
        return "\nThe canary has ended, but on " + Host.listed(left.keySet()) + " visitors may still get "
                + session.version() + "; `kamal rollback VERSION --only-where-missing"
                + Limits.of(session) + "` ends it as soon as they answer:"
                + "\n  " + reasons(left, "\n  ");
    }

    /**
     * Sends all visitors to the version that serves the others. These containers run on.
     *
     * @throws DeployException if a host may still send visitors to them
     */
    public void stop(List<VisitorContainer> containers) {
        Map<Host, List<VisitorContainer>> byHost = byHost(containers);
        session.servers().all(byHost.keySet(), host -> stopOn(host, byHost.get(host)));
    }

    private CompletableFuture<ScriptResult> stopOn(Host host, List<VisitorContainer> containers) {
        return session.servers().run(host, stopping(containers)).thenApply(stopped -> {
            requireStopped(host, stopped);
            return stopped;
        });
    }

    private CompletableFuture<Void> endOn(Host host, List<VisitorContainer> containers) {
        if (containers.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return stopOn(host, containers)
                .thenApply(stopped -> ProxiedService.read(stopped.last().stdout()))
                .thenCompose(services -> session.servers().run(host, removal(host, containers, services)))
                .thenAccept(removed -> warn(host, removed, containers.size()));
    }

    private void tellEnded(Collection<Host> hosts, Set<Host> failed) {
        List<String> ended = hosts.stream()
                .filter(host -> !failed.contains(host))
                .map(Host::toString)
                .toList();
        if (!ended.isEmpty()) {
            session.log().tell(new DeployEvent.VisitorsEnded(ended));
        }
    }

    private static Map<Host, List<VisitorContainer>> byHost(List<VisitorContainer> containers) {
        return containers.stream()
                .collect(Collectors.groupingBy(VisitorContainer::host, LinkedHashMap::new, Collectors.toList()));
    }

    private Script stopping(List<VisitorContainer> containers) {
        Set<String> versions =
                containers.stream().map(VisitorContainer::version).collect(Collectors.toCollection(TreeSet::new));
        Script script = Script.of(new AuditCommands(session.configuration())
                .record(session.tags(), "Ending the canary by visitors of app version " + String.join(", ", versions)));
        for (Role role : rolesOf(containers)) {
            script = script.attempt(commands(role).stop());
        }
        return script.attempt(new StateQuestions(session.configuration()).proxiedServices())
                .saying("All visitors get the version that serves the others");
    }

    private void requireStopped(Host host, ScriptResult answer) {
        List<Output> outputs = answer.outputs();
        for (Output output : outputs.subList(1, outputs.size() - 1)) {
            if (!output.succeeded() && !output.stderr().contains(NO_SERVICE)) {
                throw new DeployException(
                        Topic.CANARY,
                        "The canary by visitors could not be ended on " + host
                                + ", so kamal-proxy may send visitors to it, and its container was left running."
                                + " Repeat the command as soon as kamal-proxy runs there: "
                                + output.stderr().strip(),
                        1,
                        new CommandFailedException(host, output));
            }
        }
    }

    /**
     * kamal-proxy waits for the last answers of a target when another one takes its place. The container that serves the
     * others takes the place, because kamal-proxy has no command to leave it empty; only one of several, because
     * kamal-proxy checks the health of several forever.
     */
    private Script removal(Host host, List<VisitorContainer> containers, Map<String, ProxiedService> services) {
        Script script = Script.of();
        for (Role role : rolesOf(containers)) {
            ProxiedService service = services.get(ContainerName.prefix(session.configuration(), role));
            List<String> targets = service == null
                    ? List.of()
                    : service.targets().stream()
                            .filter(target -> TARGET.matcher(target).matches())
                            .limit(1)
                            .toList();
            if (!targets.isEmpty()) {
                script = script.attempt(commands(role).deploy(targets));
            }
        }
        for (VisitorContainer container : containers) {
            AppCommands app = new AppCommands(session.configuration(), container.role(), host);
            script = script.attempt(app.stopAndRemove(container.id()))
                    .saying("Role " + container.role().name() + ": removed the container of the canary, version "
                            + container.version());
        }
        return script;
    }

    /** Removes containers that kamal-proxy sends no visitors to any more. */
    public void remove(List<VisitorContainer> containers) {
        Map<Host, List<VisitorContainer>> byHost = byHost(containers);
        session.servers()
                .run(byHost.keySet(), host -> removal(host, byHost.get(host), Map.of()))
                .forEach((host, answer) -> warn(host, answer, byHost.get(host).size()));
    }

    /**
     * Warns about what failed.
     *
     * @param removals how many of the last commands remove a container; the others let kamal-proxy wait
     */
    private void warn(Host host, ScriptResult answer, int removals) {
        List<Output> outputs = answer.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            if (!output.succeeded()) {
                cleanUp.warn(host + ": no visitor gets the canary any more, but `" + output.command() + "` failed: "
                        + output.stderr().strip()
                        + (i < outputs.size() - removals
                                ? "\nIts last answers may have been cut off"
                                : "\nThe next deploy removes its container"));
            }
        }
    }

    private static List<Role> rolesOf(List<VisitorContainer> containers) {
        return containers.stream().map(VisitorContainer::role).distinct().toList();
    }

    private VisitorCommands commands(Role role) {
        return new VisitorCommands(session.configuration(), role);
    }
}
