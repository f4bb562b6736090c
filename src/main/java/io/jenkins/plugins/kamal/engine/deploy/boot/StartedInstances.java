package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * The containers of a role on a host that run and are healthy.
 *
 * @param ids the ids of the containers on the server, first the one with Kamal's name
 * @param imageId the id of its image on that server, or null if the server did not report it
 * @param proof the comparison of its image with the pushed one
 */
record StartedInstances(List<String> ids, @CheckForNull String imageId, DigestProof proof) {

    StartedInstances {
        ids = List.copyOf(ids);
    }

    /** The id of the container with Kamal's name. */
    String id() {
        return ids.get(0);
    }
}
