/** Reads files that may not be what their names promise. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.file;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
