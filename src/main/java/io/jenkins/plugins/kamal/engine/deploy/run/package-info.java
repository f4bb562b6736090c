/**
 * The tools that every command uses: the session, the request, the log of the run, stop requests, and work on all
 * servers.
 */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
