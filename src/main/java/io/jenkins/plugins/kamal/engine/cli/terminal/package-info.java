/** The terminal and the signals of this process. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli.terminal;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
