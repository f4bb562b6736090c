/** Servers and a local shell that record commands and answer from a table, so that a verb runs in milliseconds. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.deploy.recording;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
