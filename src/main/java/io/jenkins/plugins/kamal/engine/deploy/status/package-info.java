/** Asks the servers what runs there, and says how that differs from what is expected. Changes nothing. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.deploy.status;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
