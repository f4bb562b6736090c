package io.jenkins.plugins.kamal.task.request;

/** What a step gives back to its Pipeline. */
public enum ReturnKind {
    /** Nothing. */
    NOTHING,
    /** The image with its tag. */
    IMAGE,
    /** The digest of the pushed image. */
    DIGEST,
    /** What runs where. */
    DEPLOYMENT,
    /** What a deploy would change. */
    PLAN,
    /** What the command printed as its result. */
    OUTPUT
}
