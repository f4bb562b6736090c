/** Secrets and how they are kept out of what is printed. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.secret;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
