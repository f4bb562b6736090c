/** The questions that a plan and a status ask a server. None of these commands changes anything there. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.command.plan;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
