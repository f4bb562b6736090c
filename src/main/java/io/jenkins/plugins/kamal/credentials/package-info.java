/** From the ids of credentials to what the engine needs. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.credentials;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
