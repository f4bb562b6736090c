/** The configuration as immutable, validated records. The only importer of SnakeYAML. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
