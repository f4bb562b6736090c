/** Commands as values, and the ports that run them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.shell;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
