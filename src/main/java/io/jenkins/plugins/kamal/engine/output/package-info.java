/** Sends the log of a command to files and to an OpenTelemetry collector. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.output;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
