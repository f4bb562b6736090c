/** Work on files of an agent that other programs of the agent may replace at any time. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.task.agent;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
