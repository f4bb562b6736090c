package io.jenkins.plugins.kamal.task.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import java.util.ArrayList;
import java.util.List;

/** From what users say in a form or Jenkinsfile to options on the engine's command line. */
public final class CommandOptions {

    private final List<String> options = new ArrayList<>();

    /** The options that say which configuration. */
    public CommandOptions(SourceSettings source) {
        option("--config-file", source.configFile());
        option("--destination", source.destination());
    }

    /** Only these hosts, if any are named. */
    public CommandOptions hosts(@CheckForNull String hosts) {
        return option("--hosts", hosts);
    }

    /** Only these roles, if any are named. */
    public CommandOptions roles(@CheckForNull String roles) {
        return option("--roles", roles);
    }

    /** Whether hooks are left out. */
    public CommandOptions skipHooks(boolean skip) {
        return flag("--skip-hooks", skip);
    }

    /** Whether build and push are left out. */
    public CommandOptions skipPush(boolean skip) {
        return flag("--skip-push", skip);
    }

    /** What becomes of the hosts that switched if the deploy fails on another one; null for the engine's default. */
    public CommandOptions onFailure(@CheckForNull String onFailure) {
        return option("--on-failure", onFailure);
    }

    /** The fingerprint of the plan that must still hold; null for none. */
    public CommandOptions expect(@CheckForNull String fingerprint) {
        return option("--expect", fingerprint);
    }

    /** For how many seconds a held lock is waited for; 0 for not at all. */
    public CommandOptions lockWait(int seconds) {
        flag("--lock-wait", seconds > 0);
        return seconds > 0 ? option("--lock-wait-timeout", Integer.toString(seconds)) : this;
    }

    /** Whether the lock of a build that has ended is taken over. */
    public CommandOptions takeOverStaleLock(boolean wanted) {
        return flag("--take-over-stale-lock", wanted);
    }

    /** The words. */
    public List<String> toList() {
        return List.copyOf(options);
    }

    private CommandOptions option(String name, @CheckForNull String value) {
        if (value != null) {
            options.add(name + "=" + value);
        }
        return this;
    }

    private CommandOptions flag(String name, boolean on) {
        if (on) {
            options.add(name);
        }
        return this;
    }
}
