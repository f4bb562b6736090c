package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who did what, when: the environment of hooks and the beginning of audit lines ({@code lib/kamal/tags.rb}).
 *
 * @param recordedAt when; written to the second
 * @param performer the e-mail address of git's configuration, or the user's name
 * @param destination the destination, if one was named
 * @param version the version; empty for a command that concerns none
 * @param service the service
 */
public record Tags(
        Instant recordedAt, String performer, Optional<String> destination, Optional<Version> version, String service) {

    /** The tags of something that is done now by this performer for this service. */
    public static Tags of(Configuration configuration, Instant now, String performer, Optional<Version> version) {
        return new Tags(now, performer, configuration.destination(), version, configuration.service());
    }

    /** {@code KAMAL_*} variables of a hook; what is not known is left out. */
    public Map<String, String> environment(HookDetails details) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("KAMAL_RECORDED_AT", Timestamps.of(recordedAt));
        variables.put("KAMAL_PERFORMER", performer);
        destination.ifPresent(name -> variables.put("KAMAL_DESTINATION", name));
        version.ifPresent(known -> {
            variables.put("KAMAL_VERSION", known.value());
            variables.put("KAMAL_SERVICE_VERSION", service + "@" + known.abbreviated());
        });
        variables.put("KAMAL_SERVICE", service);
        variables.putAll(details.environment());
        return variables;
    }

    /** {@code [time] [performer] [destination] [role]}, the last two only where there are any. */
    public String auditPrefix(Optional<String> role) {
        StringBuilder prefix = new StringBuilder();
        prefix.append('[')
                .append(Timestamps.of(recordedAt))
                .append("] [")
                .append(performer)
                .append(']');
        destination.ifPresent(name -> prefix.append(" [").append(name).append(']'));
        role.ifPresent(name -> prefix.append(" [").append(name).append(']'));
        return prefix.toString();
    }
}
