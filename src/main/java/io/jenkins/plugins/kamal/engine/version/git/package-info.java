/** Reads git repositories, with JGit or with the agent's own git if JGit cannot. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.version.git;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
