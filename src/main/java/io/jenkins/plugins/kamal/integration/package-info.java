/** Passes deployments on to other plugins, which are all optional. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.integration;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
