/**
 * The commands that maintain the servers: their programs, their deploy lock, their registry login, and what has piled
 * up on them.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli.command.server;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
