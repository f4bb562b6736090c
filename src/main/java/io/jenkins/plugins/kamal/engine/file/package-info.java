/** Reads files that may turn out to be pipes, devices or directories. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.file;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
