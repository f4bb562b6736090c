/**
 * Does this engine do on the servers what Kamal 2.12 was recorded doing?
 *
 * <p>Two sets of the same simulated machines stand as they stood before a recording. On one the recorded commands of
 * Kamal are run again, on the other this engine's command line. Compared is what the programs on the machines were
 * called with (after the shell has done its part), in which order, what the machines look like afterwards, and what the
 * hooks were told. See {@link io.jenkins.plugins.kamal.engine.conformance.ConformanceTest}.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.conformance;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
