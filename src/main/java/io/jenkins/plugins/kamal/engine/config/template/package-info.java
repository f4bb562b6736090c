/** Renders configuration files before they are parsed as YAML. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.template;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
