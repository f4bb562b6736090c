/** Kamal's commands as values. This package holds what several kinds of commands share; nothing here runs anything. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.command;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
