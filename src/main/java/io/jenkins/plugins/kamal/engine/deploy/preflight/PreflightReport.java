package io.jenkins.plugins.kamal.engine.deploy.preflight;

import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The findings of a preflight: faults, which stop a deploy, and warnings, which do not. Several threads may use it. */
final class PreflightReport {

    private final Map<String, Set<String>> hostsByFault = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    synchronized void fault(String text) {
        hostsByFault.computeIfAbsent(text, first -> new TreeSet<>());
    }

    /** Adds a fault of a server; servers with the same fault are reported in one line. */
    synchronized void fault(Host host, String text) {
        hostsByFault.computeIfAbsent(text, first -> new TreeSet<>()).add(host.toString());
    }

    synchronized void warning(String text) {
        warnings.add(text);
    }

    /** Logs the faults found so far, so that the user does not have to wait for the last server's answer. */
    synchronized void tellFaults(RunLog log, String title) {
        List<String> found = faults();
        if (!found.isEmpty()) {
            log.important(title + "\n  - " + listed(found));
        }
    }

    /** Logs the warnings, and throws a {@link DeployException} with all faults, if there are any. */
    synchronized void judge(RunLog log) {
        warnings.forEach(warning -> log.important("WARNING: " + warning));
        List<String> found = faults();
        if (found.size() == 1) {
            throw new DeployException(Topic.PREFLIGHT, found.get(0));
        }
        if (!found.isEmpty()) {
            throw new DeployException(
                    Topic.PREFLIGHT,
                    "Nothing was built and no server was changed, because "
                            + found.size() + " problems have to be solved first:\n  - "
                            + listed(found));
        }
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        hostsByFault.forEach(
                (text, hosts) -> faults.add(hosts.isEmpty() ? text : String.join(", ", hosts) + ": " + text));
        return faults;
    }

    private static String listed(List<String> faults) {
        return faults.stream().map(PreflightReport::indented).collect(Collectors.joining("\n  - "));
    }

    /** Indents all lines after the first, so that they line up with the text of the list entry. */
    private static String indented(String fault) {
        return fault.replace("\n", "\n    ").replace("\n        ", "\n      ");
    }
}
