package io.jenkins.plugins.kamal.engine.version;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.regex.Pattern;

/**
 * The version that is built, pushed and deployed: an image tag, the end of container names, {@code KAMAL_VERSION}.
 *
 * @param value at most 128 characters, all of them allowed in a tag
 */
public record Version(String value) {

    /** A tag as in the OCI distribution specification ("Pulling manifests", {@code <reference>} as a tag). */
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    /**
     * The end of the name of a container that is not the first of its version on a host. The servers' shell, which has no
     * regular expressions, also takes a number with something behind it for such an end.
     */
    private static final Pattern INSTANCE = Pattern.compile(".*_instance_[0-9].*");

    /** The end of the name of a container that serves some of the visitors, beside the one of its version. */
    private static final String VISITORS = "_rollout";

    private static final int ABBREVIATED_LENGTH = 7;

    /**
     * Parses a version.
     *
     * @throws EngineException if it could not be an image tag, or if its containers could be taken for those of another
     *     version; the message says why
     */
    public Version {
        if (!TAG.matcher(value).matches()) {
            throw new EngineException(
                    Topic.VERSION,
                    "'" + value + "' cannot be a version: it becomes the image's tag, which has 1 to 128"
                            + " letters, digits, '_', '.' or '-', and does not begin with '.' or '-'");
        }
        if (INSTANCE.matcher(value).matches()) {
            throw new EngineException(
                    Topic.VERSION,
                    "'" + value + "' cannot be a version: '_instance_' and a number in a container's name tell"
                            + " the containers of one version apart; choose another version");
        }
        if (value.endsWith(VISITORS)) {
            throw new EngineException(
                    Topic.VERSION,
                    "'" + value + "' cannot be a version: '" + VISITORS + "' ends the name of a container that serves"
                            + " some of the visitors; choose another version");
        }
    }

    /**
     * The first seven characters, or the whole version if it contains {@code _} (Kamal's {@code abbreviated_version}).
     */
    public String abbreviated() {
        return value.indexOf('_') >= 0 || value.length() <= ABBREVIATED_LENGTH
                ? value
                : value.substring(0, ABBREVIATED_LENGTH);
    }

    /** Whether it is a commit with a mark for uncommitted content, as the policy {@code mark} makes it. */
    public boolean isMarked() {
        return VersionMark.parse(this).flatMap(VersionMark::contentDigest).isPresent();
    }

    @Override
    public String toString() {
        return value;
    }
}
