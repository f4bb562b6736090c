/** Real servers on this machine, each with its own sshd and Docker Engine. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.lab.real;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
