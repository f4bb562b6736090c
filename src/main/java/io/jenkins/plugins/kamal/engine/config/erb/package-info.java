/** The ERB that real configuration files use. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.erb;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
