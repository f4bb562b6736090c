package io.jenkins.plugins.kamal.task.request;

/** The kind of value that a step returns to its Pipeline. */
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
    /** What runs on the servers, and how it differs from what is expected. */
    STATUS,
    /** The result that the command printed. */
    OUTPUT
}
