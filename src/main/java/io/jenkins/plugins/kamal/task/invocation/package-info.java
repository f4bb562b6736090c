/** The directory of one invocation on the agent, seen from the controller. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.task.invocation;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
