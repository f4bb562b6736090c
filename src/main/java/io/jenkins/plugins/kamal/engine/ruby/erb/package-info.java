/** Renders ERB templates as Ruby does. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.ruby.erb;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
