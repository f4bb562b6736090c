/** The commands that build and push an image, and log in to a registry. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.command.build;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
