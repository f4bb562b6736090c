/** The version of a run, as a value, and what it is derived from. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.version;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
