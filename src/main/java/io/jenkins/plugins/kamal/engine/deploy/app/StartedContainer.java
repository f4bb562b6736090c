package io.jenkins.plugins.kamal.engine.deploy.app;

/**
 * A container that runs and is healthy.
 *
 * @param id its id, as the server told it
 * @param imageId the id of its image on that server, or empty where the server did not tell
 * @param proof what its image was found to be
 */
record StartedContainer(String id, String imageId, DigestProof proof) {}
