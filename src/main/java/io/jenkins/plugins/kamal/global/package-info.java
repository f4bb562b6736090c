/** The settings of administrators, for all of Jenkins and for folders, and the permissions. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
