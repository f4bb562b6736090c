/** The build steps for freestyle jobs, which make the same requests as the Pipeline steps. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.freestyle;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
