/** Refreshes what a page shows while deployments are at work. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.live;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
