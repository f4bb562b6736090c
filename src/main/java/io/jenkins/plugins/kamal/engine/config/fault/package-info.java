/** The faults of a configuration, with their locations. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.fault;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
