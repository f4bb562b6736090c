/** What a command line chose for a command, grouped by what the choices are about. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.deploy.option;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
