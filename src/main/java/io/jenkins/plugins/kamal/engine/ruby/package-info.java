/** Rules of Ruby and its standard library that Kamal's files and outputs depend on, each of them once. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.ruby;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
