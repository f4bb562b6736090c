/** Evaluates parsed Ruby, with the methods that real configurations call. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
