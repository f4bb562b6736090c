/** One command from its options to its exit status. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
