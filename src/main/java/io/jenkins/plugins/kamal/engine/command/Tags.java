package io.jenkins.plugins.kamal.engine.command;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who did what and when, for the environment of hooks and the beginning of audit lines ({@code lib/kamal/tags.rb}).
 *
 * @param recordedAt the time, which is written to the second
 * @param performer the e-mail address of git's configuration, or the user's name
 * @param destination the destination; null if none was named
 * @param version the version; null for a command that is about no version
 * @param service the service
 */
public record Tags(
        Instant recordedAt,
        String performer,
        @CheckForNull String destination,
        @CheckForNull Version version,
        String service) {

    /** Creates the tags of work that this performer does now. */
    public static Tags of(Configuration configuration, Instant now, String performer, @CheckForNull Version version) {
        return new Tags(now, performer, configuration.destination().orElse(null), version, configuration.service());
    }

    /** The variables {@code KAMAL_*} of a hook. Unknown values have no variable. */
    public Map<String, String> environment(HookDetails details) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("KAMAL_RECORDED_AT", Timestamps.of(recordedAt));
        variables.put("KAMAL_PERFORMER", performer);
        if (destination != null) {
            variables.put("KAMAL_DESTINATION", destination);
        }
        if (version != null) {
            variables.put("KAMAL_VERSION", version.value());
            variables.put("KAMAL_SERVICE_VERSION", service + "@" + version.abbreviated());
        }
        variables.put("KAMAL_SERVICE", service);
        variables.putAll(details.environment());
        return variables;
    }

    /** {@code [time] [performer] [destination] [role]}. */
    public String auditPrefix(String role) {
        return auditPrefix() + " [" + role + "]";
    }

    /** {@code [time] [performer] [destination]}, without the destination if none was named. */
    public String auditPrefix() {
        StringBuilder prefix = new StringBuilder();
        prefix.append('[')
                .append(Timestamps.of(recordedAt))
                .append("] [")
                .append(performer)
                .append(']');
        if (destination != null) {
            prefix.append(" [").append(destination).append(']');
        }
        return prefix.toString();
    }
}
