/** Opens SSH connections: directly, through jump hosts, or through a proxy command. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
