/** YAML as Ruby reads it, with the location of every value. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.yaml;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
