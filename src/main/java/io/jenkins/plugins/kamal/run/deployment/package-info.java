/** The deployments of a run: recorded from the events of the engine, saved with the run, and shown on its page. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
