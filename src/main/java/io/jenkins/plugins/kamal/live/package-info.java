/** Refreshes pages while deployments are in progress. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.live;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
