/** Writes configurations and their reference: {@code kamal config} and {@code kamal docs}. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.dump;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
