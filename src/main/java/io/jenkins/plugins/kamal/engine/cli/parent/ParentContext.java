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
import java.util.Map;

/**
 * What a command hands to the commands that its hooks call. It holds secrets, so it travels through a socket that only
 * this user reaches, and never lies on a disk.
 *
 * @param project what is deployed
 * @param version the version that the hook is told, or empty
 * @param commit the commit that the workspace has to be at, or empty
 * @param pushed digests of what is known to be in the registry, by image with tag
 * @param lock the directory of the deploy lock that is held, or empty
 * @param connected whether the hook pre-connect has run, or runs
 * @param versionVariable VERSION in the environment of whoever hands over, or empty
 * @param depth how many hooks stand between the command that receives this and a person; at least 1
 * @param secrets the project's secrets by name, as they were read
 * @param handover what was handed over by the plugin
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ParentContext(
        Project project,
        String version,
        String commit,
        Map<String, String> pushed,
        String lock,
        boolean connected,
        String versionVariable,
        int depth,
        Map<String, String> secrets,
        Handover handover) {

    /** Made when the first JSON is there: most commands have none, and it takes a quarter of the time to start. */
    private static final class Json {

        static final ObjectMapper MAPPER = new ObjectMapper();
    }

    public ParentContext {
        version = orEmpty(version);
        commit = orEmpty(commit);
        pushed = pushed == null ? Map.of() : Map.copyOf(pushed);
        lock = orEmpty(lock);
        versionVariable = orEmpty(versionVariable);
        secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
        handover = handover == null ? Handover.NOTHING : handover;
    }

    /**
     * What is deployed.
     *
     * @param directory its directory, without symbolic links
     * @param configFile its configuration, as it was named
     * @param destination the destination, or empty
     * @param service the service
     * @param registry the registry that the handed-over login is for; empty for Docker Hub
     * @param secretsPath the path of its secrets files
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Project(
            String directory,
            String configFile,
            String destination,
            String service,
            String registry,
            String secretsPath) {

        public Project {
            destination = orEmpty(destination);
            registry = orEmpty(registry);
        }

        /** Whether this destination is deployed; null is none. */
        boolean isFor(@CheckForNull String other) {
            return destination.equals(orEmpty(other));
        }

        /** Whether the handed-over login is for this registry; null is Docker Hub. */
        boolean usesRegistry(@CheckForNull String server) {
            return registry.equals(orEmpty(server));
        }
    }

    /** This, at the moment a hook runs. */
    ParentContext at(Moment moment) {
        Version told = moment.versionOrNull();
        return new ParentContext(
                project,
                told == null ? "" : told.value(),
                commit,
                pushed,
                orEmpty(moment.lockOrNull()),
                moment.connected(),
                versionVariable,
                depth,
                secrets,
                handover);
    }

    /** As JSON. */
    String toJson() {
        try {
            return Json.MAPPER.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * From JSON.
     *
     * @throws IOException where it is none; the text is not in the message
     */
    static ParentContext fromJson(String json) throws IOException {
        try {
            return Json.MAPPER.readValue(json, ParentContext.class);
        } catch (IOException quotesTheText) {
            throw new IOException("it answers what cannot be read");
        }
    }

    @Override
    public String toString() {
        return "ParentContext" + Secret.REDACTION;
    }

    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }
}
