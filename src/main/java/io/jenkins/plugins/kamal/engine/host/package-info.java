/** Hosts as immutable values. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.host;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
