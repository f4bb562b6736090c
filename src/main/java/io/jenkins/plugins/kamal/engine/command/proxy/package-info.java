/** The commands for kamal-proxy. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.command.proxy;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
