/** The request of a step to the engine, and the kind of value that the step returns to its Pipeline. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.task.request;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
