/** The pages over several jobs: which version of which service runs at which destination, and what is being deployed. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.board;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
