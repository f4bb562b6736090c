/** The names that forms offer for a job. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.form;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
