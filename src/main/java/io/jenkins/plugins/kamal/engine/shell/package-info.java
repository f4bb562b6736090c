/** Runs commands on this machine and on servers. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.shell;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
