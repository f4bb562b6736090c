package io.jenkins.plugins.kamal.engine.deploy.option;

import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.HashMap;
import java.util.Map;

/**
 * What is built and pushed, and what is known to be pushed already.
 *
 * @param skipPush whether the image is neither built nor pushed
 * @param noCache whether the build uses no cache
 * @param takesExisting whether an image of the version in the registry is used instead of a new build
 * @param pushed the digests of images that are known to be pushed, by image name with tag
 */
public record BuildChoices(boolean skipPush, boolean noCache, boolean takesExisting, Map<String, Digest> pushed) {

    /** Builds and pushes with the cache; no image is known to be pushed. */
    public static final BuildChoices WHOLE = new BuildChoices(false, false, false, Map.of());

    public BuildChoices {
        pushed = Map.copyOf(pushed);
    }

    /** These options, with these images known to be pushed. */
    public BuildChoices knowing(Map<String, Digest> images) {
        return new BuildChoices(skipPush, noCache, takesExisting, images);
    }

    /** These options, with also the images known that the parent command knows; the own knowledge counts first. */
    public BuildChoices alsoKnowing(Map<String, Digest> knownToParent) {
        Map<String, Digest> all = new HashMap<>(knownToParent);
        all.putAll(pushed);
        return knowing(all);
    }
}
