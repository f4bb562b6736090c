/** Command lines of docker: their words, options, filters and formats, and what a call answers. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.lab.docker.command;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
