/** Parses the Ruby between the tags of a template. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
