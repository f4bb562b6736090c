package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The roles of each server of a session. */
public final class HostRoles {

    private final Session session;

    public HostRoles(Session session) {
        this.session = session;
    }

    /**
     * Works on each role of each host and waits for the end. Hosts work at the same time. The roles of one host work
     * one after the other, the primary role first, and a failure ends the work on that host; with
     * {@code boot/parallel_roles} they work at the same time ({@code on_roles} of
     * {@code lib/kamal/sshkit_with_ext.rb}).
     */
    public void each(Collection<Host> hosts, BiFunction<Host, Role, CompletableFuture<Void>> work) {
        session.servers().all(hosts, host -> rolesOf(host, role -> work.apply(host, role)));
    }

    private CompletableFuture<Void> rolesOf(Host host, Function<Role, CompletableFuture<Void>> work) {
        boolean parallel = session.configuration().boot().parallelRoles();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        CompletableFuture<Void> previous = CompletableFuture.completedFuture(null);
        for (Role role : session.targets().rolesOn(host)) {
            CompletableFuture<Void> turn = parallel ? CompletableFuture.completedFuture(null) : previous;
            previous = turn.thenCompose(ready -> work.apply(role));
            all.add(previous);
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** Joins the scripts of a host's roles into one script. */
    public Script script(Host host, BiFunction<Host, Role, Script> scripts) {
        Script all = Script.of();
        for (Role role : session.targets().rolesOn(host)) {
            all = all.then(scripts.apply(host, role));
        }
        return all;
    }

    /**
     * The app's hosts on which the filters exclude no role ({@code hosts_removing_all_roles} of {@code cli/app.rb}).
     */
    public List<Host> hostsWithAllRoles() {
        return session.targets().appHosts().stream()
                .filter(host -> session.configuration().roles().stream()
                        .filter(role -> role.hosts().contains(host))
                        .allMatch(role -> session.targets().rolesOn(host).contains(role)))
                .toList();
    }

    /** The commands for a role on a host. */
    public AppCommands app(Host host, Role role) {
        return new AppCommands(session.configuration(), role, host);
    }

    /** Returns the command that records an audit line about a host as a whole. */
    public Command audit(String line) {
        return new AuditCommands(session.configuration()).record(session.tags(), line);
    }

    /** Returns the command that records an audit line about a role. */
    public Command audit(Role role, String line) {
        return new AuditCommands(session.configuration()).record(session.tags(), role.name(), line);
    }
}
