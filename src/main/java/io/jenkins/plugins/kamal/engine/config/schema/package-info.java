/** The keys that a configuration may have, and the validation of a file against them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.schema;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
