/** The commands that look after the servers: what runs on them, their lock, their registry login and what has gathered there. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli.command.server;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
