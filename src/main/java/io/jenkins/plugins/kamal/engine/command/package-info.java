/** The commands of Kamal as values. No I/O, no clock, no randomness. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.command;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
