/** The badges of runs in the list of builds. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.run;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
