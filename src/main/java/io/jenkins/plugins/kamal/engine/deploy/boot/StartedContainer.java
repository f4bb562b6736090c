package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * A container that runs and is healthy.
 *
 * @param id the container's id on the server
 * @param imageId the id of its image on that server, or null if the server did not report it
 * @param proof the comparison of its image with the pushed one
 */
record StartedContainer(String id, @CheckForNull String imageId, DigestProof proof) {}
