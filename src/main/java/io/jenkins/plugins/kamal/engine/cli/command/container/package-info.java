/** The commands that act on the containers of the app, its accessories and kamal-proxy. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli.command.container;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
