/** Loads {@code config/deploy.yml} and its destination: renders, merges, validates, reads. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.load;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
