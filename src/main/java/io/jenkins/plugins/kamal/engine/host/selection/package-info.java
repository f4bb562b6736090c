/** The hosts, roles and groups that a command acts on. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.host.selection;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
