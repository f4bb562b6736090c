/** Reads the values that several sections have in common: texts, numbers, hosts, labels, environments and options. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.config.section;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
