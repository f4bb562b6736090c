/** The files with all commands of a build's invocations. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.run.log;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
