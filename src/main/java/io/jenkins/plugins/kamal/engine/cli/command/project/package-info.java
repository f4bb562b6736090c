/** The commands that work with the files of the project and need no server. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli.command.project;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
