/** From a commit to a version. The only importer of JGit. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.version;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
