/** The adapters of {@code kamal secrets fetch}: one class per vault, each calling that vault's own program. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.secrets.vault;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
