/** Readers that each turn one section of a validated file into a part of the model. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.read;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
