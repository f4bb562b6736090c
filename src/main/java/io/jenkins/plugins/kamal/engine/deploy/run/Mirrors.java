package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records the registry mirror that each server's Docker asks first, for the servers that answered. Several threads may
 * use it.
 */
public final class Mirrors {

    private final Map<Host, String> mirrors = new ConcurrentHashMap<>();

    /** Records the answer of a server: its mirrors, separated by spaces, or nothing. */
    public void answered(Host host, String answer) {
        mirrors.put(host, answer.strip().split(" ")[0]);
    }

    /** The servers among these whose mirror is not known yet. */
    public List<Host> unknown(Collection<Host> hosts) {
        return hosts.stream().filter(host -> !mirrors.containsKey(host)).toList();
    }

    /** The first of these servers for each mirror; servers without a mirror are left out. */
    public List<Host> firstOfEach(Collection<Host> hosts) {
        Map<String, Host> hostByMirror = new LinkedHashMap<>();
        hosts.forEach(host -> hostByMirror.putIfAbsent(mirrors.getOrDefault(host, ""), host));
        hostByMirror.remove("");
        return List.copyOf(hostByMirror.values());
    }
}
