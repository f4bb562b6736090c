/** Finds out which build holds a deploy lock, and whether that build has ended. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.task.lock;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
