/** Rollbacks from the pages of Jenkins: the parameter that offers versions, and the page that starts a job with one. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.rollback;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
