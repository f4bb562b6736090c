/** The validated configuration: immutable values with the defaults of Kamal filled in. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
