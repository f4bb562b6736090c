/** The pages about several jobs: the version of each service at each destination, and the deployments in progress. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.board;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
