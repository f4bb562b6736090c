/** Commands that a hook calls: the server of the parent command, and the client in the called one. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli.parent;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
