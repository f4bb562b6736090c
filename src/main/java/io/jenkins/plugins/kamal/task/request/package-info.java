/** What a step asks of the engine, and what the step returns to its Pipeline. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.task.request;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
