/** The commands that deploy: the whole verbs, and {@code build} and {@code hook}, which run one part of them. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli.command.deploy;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
