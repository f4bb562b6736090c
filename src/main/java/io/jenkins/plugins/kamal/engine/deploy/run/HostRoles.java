package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The roles of each server of a session. */
public final class HostRoles {

    private final Session session;

    public HostRoles(Session session) {
        this.session = session;
    }

    /** Does something for each role of each host, all at the same time, and waits for all of it. */
    public void each(Collection<String> hosts, BiFunction<String, Role, CompletableFuture<Void>> work) {
        session.servers().all(hosts, host -> {
            Stream<CompletableFuture<Void>> all =
                    session.targets().rolesOn(host).stream().map(role -> work.apply(host, role));
            return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        });
    }

    /** The scripts of a host's roles as one. */
    public Script script(String host, BiFunction<String, Role, Script> scripts) {
        Script all = Script.of();
        for (Role role : session.targets().rolesOn(host)) {
            all = all.then(scripts.apply(host, role));
        }
        return all;
    }

    /**
     * The app's hosts of which no role is left out by the filters ({@code hosts_removing_all_roles} of
     * {@code cli/app.rb}).
     */
    public List<String> hostsWithAllRoles() {
        return session.targets().appHosts().stream()
                .filter(host -> session.configuration().roles().stream()
                        .filter(role -> role.hosts().contains(host))
                        .allMatch(role -> session.targets().rolesOn(host).contains(role)))
                .toList();
    }

    /** The commands for a role on a host. */
    public AppCommands app(String host, Role role) {
        return new AppCommands(session.configuration(), role, host);
    }

    /** An audit line about a host as a whole. */
    public Command audit(String line) {
        return new AuditCommands(session.configuration()).record(session.tags(), line);
    }

    /** An audit line about a role. */
    public Command audit(Role role, String line) {
        return new AuditCommands(session.configuration()).record(session.tags(), role.name(), line);
    }
}
