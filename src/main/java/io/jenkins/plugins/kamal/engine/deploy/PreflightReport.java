package io.jenkins.plugins.kamal.engine.deploy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a preflight found: all that stops a deploy, and what only deserves a look. Safe for use by several threads. */
final class PreflightReport {

    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    void fault(String text) {
        faults.add(text);
    }

    void warning(String text) {
        warnings.add(text);
    }

    /** Tells the warnings, and throws a {@link DeployException} with all faults, if there are any. */
    void judge(Journal journal) {
        List.copyOf(warnings).forEach(warning -> journal.important("WARNING: " + warning));
        List<String> found = List.copyOf(faults);
        if (found.size() == 1) {
            throw new DeployException(found.get(0));
        }
        if (!found.isEmpty()) {
            throw new DeployException("Nothing was built and nothing was touched, because "
                    + found.size() + " things have to be put right first:\n  - "
                    + String.join("\n  - ", found).replace("\n    ", "\n      "));
        }
    }
}
