/** A server of this process for the run from which the class-data archive is made. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.shell.ssh.rehearsal;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
