/** Turns the ids of credentials into the handover for the engine. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.credentials;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
