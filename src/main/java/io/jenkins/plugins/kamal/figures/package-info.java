/** Figures about the deployments of a service: how often, how long, how many fail, and how fast a failure is fixed. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.figures;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
