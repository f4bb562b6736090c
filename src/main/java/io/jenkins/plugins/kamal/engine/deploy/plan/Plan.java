package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes that a deploy of the session's version would make, derived from the state of the servers.
 *
 * @param changes the changes of each server
 * @param fingerprint identifies what the servers run, the changes, and the settings that a deploy would send
 */
record Plan(Map<Host, List<ChangePlanned>> changes, PlanFingerprint fingerprint) {

    private static final int SALT_BYTES = 16;

    /** Makes a plan. Queries each server with one script, which changes nothing. */
    static Plan make(Session session) {
        VariableDigest digest = new VariableDigest(Session.randomHex(SALT_BYTES));
        List<Host> hosts = session.targets().hosts();
        Map<Host, ScriptResult> answers = session.servers()
                .run(
                        hosts,
                        host -> PlanQuestions.of(
                                session.configuration(),
                                host,
                                session.targets().rolesOn(host),
                                accessories(session, host),
                                digest.salt()));
        Map<Host, List<ChangePlanned>> shown = new LinkedHashMap<>();
        List<String> parts = new ArrayList<>();
        Map<Host, HostState> states = new LinkedHashMap<>();
        answers.forEach((host, answer) ->
                states.put(host, HostState.read(answer, session.targets().rolesOn(host))));
        Map<String, Set<String>> serving = serving(states.values());
        states.forEach((host, state) -> {
            List<Role> roles = session.targets().rolesOn(host);
            List<ChangePlanned> changes =
                    HostPlan.of(session, host, accessories(session, host), state, digest, serving);
            shown.put(
                    host,
                    changes.stream()
                            .map(change -> PlanText.shown(session.log().redactor(), change))
                            .toList());
            parts.add(PlanFingerprint.part(
                    host, state, changes, SentSettings.of(session.configuration(), host, roles, session.version())));
        });
        return new Plan(shown, PlanFingerprint.of(session.version(), parts));
    }

    private static Map<String, Set<String>> serving(Collection<HostState> states) {
        Map<String, Set<String>> serving = new HashMap<>();
        states.forEach(state -> state.versionByRole()
                .forEach((role, version) ->
                        serving.computeIfAbsent(role, any -> new HashSet<>()).add(version)));
        return serving;
    }

    private static List<Accessory> accessories(Session session, Host host) {
        return session.configuration().accessories().stream()
                .filter(accessory -> session.targets().hostsOf(accessory).contains(host))
                .toList();
    }

    List<ChangePlanned> all() {
        return changes.values().stream().flatMap(List::stream).toList();
    }
}
