/** The commands for an app's containers, images, assets and environment. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.command.app;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
