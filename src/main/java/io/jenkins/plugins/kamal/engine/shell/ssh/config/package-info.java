/** OpenSSH's configuration files: what of ssh_config(5) is honored, and what they say about a host. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.shell.ssh.config;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
