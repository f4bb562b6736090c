/** Logs in to registries and runs the local registry. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.deploy.registry;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
