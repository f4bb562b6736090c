/** Private keys and the ssh-agent. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
