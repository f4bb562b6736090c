/** What holds for all jobs. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
