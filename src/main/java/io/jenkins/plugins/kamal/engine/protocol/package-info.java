/**
 * The protocol between the plugin and the engine: the handover, the invocation directory with its file names, and the
 * events.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.protocol;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
