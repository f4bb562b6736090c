/** Secrets as a type, and their removal from all text that people read. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.secrets;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
