/** The commands for a server itself: Docker, locks, the audit log, pruning. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.command.server;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
