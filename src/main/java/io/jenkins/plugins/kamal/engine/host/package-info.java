/** The host as a value. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.host;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
