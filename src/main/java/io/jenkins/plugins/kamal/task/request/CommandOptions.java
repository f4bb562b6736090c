package io.jenkins.plugins.kamal.task.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import java.util.ArrayList;
import java.util.List;

/** Turns settings from a form or Jenkinsfile into options of the engine's command line. */
public final class CommandOptions {

    static final String ENVIRONMENT_ONLY = "--environment-only";

    private final List<String> options = new ArrayList<>();

    /** Options that select the configuration. */
    public CommandOptions(SourceSettings source) {
        option("--config-file", source.configFile());
        option("--destination", source.destination());
    }

    /** Limits the command to these hosts, if any are named. */
    public CommandOptions hosts(@CheckForNull String hosts) {
        return option("--hosts", hosts);
    }

    /** Limits the command to these roles, if any are named. */
    public CommandOptions roles(@CheckForNull String roles) {
        return option("--roles", roles);
    }

    /** Sets whether to skip hooks. */
    public CommandOptions skipHooks(boolean skip) {
        return flag("--skip-hooks", skip);
    }

    /** Sets whether the log has each command with its output. */
    public CommandOptions verbose(boolean wanted) {
        return flag("--verbose", wanted);
    }

    /** Sets whether to skip build and push. */
    public CommandOptions skipPush(boolean skip) {
        return flag("--skip-push", skip);
    }

    /** Sets whether the secrets of the app that are on the servers are used, and none are uploaded. */
    public CommandOptions skipSecretsUpload(boolean skip) {
        return flag("--skip-secrets-upload", skip);
    }

    /** Sets whether a rollback deploys the image again on hosts that no longer have a container of the version. */
    public CommandOptions redeployMissing(boolean redeploy) {
        return flag("--redeploy-missing", redeploy);
    }

    /** Sets whether only the environment of the version that runs may change. */
    public CommandOptions environmentOnly(boolean wanted) {
        return flag(ENVIRONMENT_ONLY, wanted);
    }

    /** Names the version; null if the engine finds it. */
    public CommandOptions version(@CheckForNull String version) {
        return option("--version", version);
    }

    /** Sets what happens to switched hosts if the deploy fails on another host; null for the engine's default. */
    public CommandOptions onFailure(@CheckForNull String onFailure) {
        return option("--on-failure", onFailure);
    }

    /**
     * Watches the new version after the switch.
     *
     * @param seconds how long
     * @param maxErrorRate the largest accepted share of errors, in percent
     * @param minRequests the number of requests below which the share is not judged
     */
    public CommandOptions watch(int seconds, String maxErrorRate, int minRequests) {
        return option("--watch", Integer.toString(seconds))
                .option("--watch-max-error-rate", maxErrorRate)
                .option("--watch-min-requests", Integer.toString(minRequests));
    }

    /** Sets the hosts that get the version first, how many seconds it is watched there, and whether the deploy ends then. */
    public CommandOptions canary(String hosts, int watch, boolean pause) {
        return option("--canary-hosts", hosts)
                .option("--canary-watch", Integer.toString(watch))
                .flag("--canary-pause", pause);
    }

    /**
     * Sets which visitors get the version.
     *
     * @param percent their share
     * @param allowed values of the cookie whose visitors get it in any case, separated by commas; null for none
     */
    public CommandOptions rollout(int percent, @CheckForNull String allowed) {
        return option("--rollout-percent", Integer.toString(percent)).option("--rollout-allow", allowed);
    }

    /** Sets the fingerprint of the plan that must still hold; null for none. */
    public CommandOptions expect(@CheckForNull String fingerprint) {
        return option("--expect", fingerprint);
    }

    /** Sets the command that runs once before the first boot; null for none. */
    public CommandOptions migrate(@CheckForNull String command) {
        return option("--migrate", command);
    }

    /** Sets whether a difference from what is expected is a failure. */
    public CommandOptions failOnDrift(boolean fail) {
        return flag("--fail-on-drift", fail);
    }

    /** Sets how many seconds to wait for a held lock; 0 to fail at once. */
    public CommandOptions lockWait(int seconds) {
        flag("--lock-wait", seconds > 0);
        return seconds > 0 ? option("--lock-wait-timeout", Integer.toString(seconds)) : this;
    }

    /** Sets whether to take over the lock of a build that has ended. */
    public CommandOptions takeOverStaleLock(boolean wanted) {
        return flag("--take-over-stale-lock", wanted);
    }

    /** The options, as words of a command line. */
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
