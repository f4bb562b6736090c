/** Everything before the engine starts: agent, Java, jar, version, credentials, command line. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.task.launch;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
