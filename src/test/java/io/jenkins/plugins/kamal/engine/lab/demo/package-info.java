/** The demo of the engine alone, without Jenkins. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.lab.demo;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
