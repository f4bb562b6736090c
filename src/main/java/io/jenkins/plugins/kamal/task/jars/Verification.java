package io.jenkins.plugins.kamal.task.jars;

import java.io.Serializable;

/**
 * The state of the cache on an agent.
 *
 * @param jar whether the jar is there, with the right digest
 * @param archive whether the class-data archive is there, with the right digest
 */
record Verification(boolean jar, boolean archive) implements Serializable {}
