/** How pages, logs and environment variables write versions, digests, times and reasons. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.text;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
