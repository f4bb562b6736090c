/** The secrets files of Kamal. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.dotenv;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
