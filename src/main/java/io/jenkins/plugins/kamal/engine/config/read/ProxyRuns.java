package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.yaml.SameValues;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the settings for booting the proxy of each host. All roles and accessories on a host must ask for the same
 * settings ({@code configuration.rb}).
 */
public final class ProxyRuns {

    private final Map<Host, Fields> byHost = new LinkedHashMap<>();

    private ProxyRuns() {}

    public static Map<Host, ProxyRun> byHost(List<ParsedRole> roles, List<ParsedAccessory> accessories) {
        ProxyRuns runs = new ProxyRuns();
        roles.forEach(
                role -> role.proxyRun().ifPresent(run -> runs.add(role.role().hosts(), run)));
        accessories.forEach(accessory -> accessory
                .proxyRun()
                .ifPresent(run -> runs.add(accessory.accessory().hosts(), run)));
        Map<Host, ProxyRun> parsed = new LinkedHashMap<>();
        runs.byHost.forEach((host, run) -> parsed.put(host, ProxyRunParser.parse(run)));
        return parsed;
    }

    private void add(List<Host> hosts, Fields run) {
        for (Host host : hosts) {
            Fields first = byHost.putIfAbsent(host, run);
            if (first != null && !SameValues.are(first.map(), run.map())) {
                run.fault("differs from " + first.place().key() + ", and both boot the one proxy of " + host
                        + "; write the same in both");
            }
        }
    }
}
