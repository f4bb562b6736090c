package io.jenkins.plugins.kamal.engine.cli.parent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.run.HookCalls.Moment;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The context that a command hands to the commands that its hooks call. It contains secrets, so it travels through a
 * socket that only this user can reach, and is never written to disk.
 *
 * @param project the project that is deployed
 * @param version the version that the hook gets; null for none
 * @param commit the commit that must be checked out in the workspace; null for any
 * @param pushed the digests of images that are known to be in the registry, by image with tag
 * @param lock the directory of the deploy lock that is held; null if none is held
 * @param connected whether the hook pre-connect has run, or runs
 * @param versionVariable VERSION in the environment of the parent command; null if it is not set
 * @param depth the number of hooks between the receiving command and a person; at least 1
 * @param secrets the secrets of the project by name
 * @param handover the handover of the plugin
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ParentContext(
        Project project,
        @CheckForNull String version,
        @CheckForNull String commit,
        Map<String, String> pushed,
        @CheckForNull String lock,
        boolean connected,
        @CheckForNull String versionVariable,
        int depth,
        Map<String, String> secrets,
        Handover handover) {

    /** Created on first use: most commands have no context, and Jackson takes a quarter of the start time. */
    private static final class Json {

        static final ObjectMapper MAPPER = new ObjectMapper();
    }

    public ParentContext {
        pushed = pushed == null ? Map.of() : Map.copyOf(pushed);
        secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
        handover = handover == null ? Handover.NOTHING : handover;
    }

    /**
     * The project that is deployed.
     *
     * @param directory its directory, without symbolic links
     * @param configFile its configuration file, as it was named
     * @param destination the destination; null for none
     * @param service the service
     * @param registry the registry of the handed-over login; null for Docker Hub
     * @param secretsPath the path of its secrets files
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Project(
            String directory,
            String configFile,
            @CheckForNull String destination,
            String service,
            @CheckForNull String registry,
            String secretsPath) {

        /** Whether this destination is deployed; null means no destination. */
        boolean isFor(@CheckForNull String other) {
            return Objects.equals(destination, other);
        }

        /** Whether the handed-over login is for this registry; null means Docker Hub. */
        boolean usesRegistry(@CheckForNull String server) {
            return Objects.equals(registry, server);
        }
    }

    /** This context at the moment at which a hook runs, some time after the start of the parent command. */
    ParentContext at(Moment moment, Duration elapsed) {
        Version told = moment.versionOrNull();
        return new ParentContext(
                project,
                told == null ? null : told.value(),
                commit,
                pushed,
                moment.lockOrNull(),
                moment.connected(),
                versionVariable,
                depth,
                secrets,
                handover.after(elapsed));
    }

    /** This context as JSON. */
    String toJson() {
        try {
            return Json.MAPPER.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a context from JSON.
     *
     * @throws IOException if the text is not a context; the message does not contain the text
     */
    static ParentContext fromJson(String json) throws IOException {
        try {
            return Json.MAPPER.readValue(json, ParentContext.class);
        } catch (IOException quotesTheText) {
            throw new IOException("its answer cannot be read");
        }
    }

    @Override
    public String toString() {
        return "ParentContext" + Secret.REDACTION;
    }
}
