package io.jenkins.plugins.kamal.run.version;

import hudson.AbortException;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VersionResolved;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Checks on the controller what a step requests and what its agent answers, before the values reach the environment, a
 * page or a file.
 */
final class AgentAnswerCheck {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern CONTENT_DIGEST = Pattern.compile("[0-9a-f]{16}");

    /** No control characters, no line or paragraph separators, and nothing that changes the writing direction. */
    private static final Pattern SOURCE = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]{1,1000}");

    private AgentAnswerCheck() {}

    /** Refuses bad settings before the engine is started. */
    static void settings(SourceSettings settings) throws AbortException {
        String version = settings.version();
        String uncommitted = settings.uncommitted();
        String id = settings.id();
        try {
            if (version != null) {
                new Version(version);
            }
            if (uncommitted != null) {
                UncommittedPolicy.parse(uncommitted);
            }
        } catch (EngineException e) {
            throw new AbortException(e.getMessage());
        }
        if (id != null && !SOURCE.matcher(id).matches()) {
            throw new AbortException(
                    "The step's 'id' is blank, longer than 1000 characters, or contains a control character");
        }
    }

    /** The source that an agent names. For a step with an id, it must be this id. */
    static String source(SourceSettings settings, String answered) throws AbortException {
        require(SOURCE.matcher(answered).matches(), "source");
        String id = settings.id();
        require(id == null || id.strip().equals(answered), "source");
        return answered;
    }

    /** The version that an agent computed. */
    static RecordedVersion version(SourceSettings settings, String source, VersionResolved answer)
            throws AbortException {
        String commit = answer.commit();
        String digest = answer.contentDigest();
        require(commit.isEmpty() || COMMIT.matcher(commit).matches(), "commit");
        require(digest.isEmpty() || CONTENT_DIGEST.matcher(digest).matches(), "digest of uncommitted changes");
        String expected = settings.version();
        if (expected == null) {
            require(!commit.isEmpty(), "commit");
            expected = digest.isEmpty() ? commit : commit + "_uncommitted_" + digest;
        }
        require(answer.version().equals(expected), "version");
        return new RecordedVersion(
                source,
                expected,
                commit,
                digest,
                answer.contentExamined(),
                settings.version() != null
                        ? settings.origin()
                        : "commit " + commit + (digest.isEmpty() ? "" : " and uncommitted changes"),
                Instant.now());
    }

    private static void require(boolean valid, String what) throws AbortException {
        if (!valid) {
            throw new AbortException("The engine on the agent reported an invalid " + what
                    + ", so its answer cannot become the version of this run. Something in the workspace or on the"
                    + " agent changes what the engine writes; find out what it is, then start another run");
        }
    }
}
