/** Resolves the version of a workspace, and compares a workspace with a version. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.version.resolve;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
