/**
 * Kamal's top-level commands, such as deploy, setup, rollback and upgrade. Each class reads like a summary of its
 * command.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.deploy;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
