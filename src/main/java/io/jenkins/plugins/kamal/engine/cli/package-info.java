/** The engine as a program. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
