/** The commands of the command line, one class per command or group. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli.command;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
