/**
 * The whole verbs of Kamal: deploy, setup, rollback, upgrade and their like, each of which reads like its own
 * summary.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.deploy;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
