/** Servers, over SSH. The only importer of Apache MINA SSHD. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.shell.ssh;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
