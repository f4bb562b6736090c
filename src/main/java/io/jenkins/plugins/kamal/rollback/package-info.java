/** Goes back to an earlier version from Jenkins's pages: the parameter that offers versions, and the page that starts a job with it. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.rollback;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
