/** The commands for accessories. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.command.accessory;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
