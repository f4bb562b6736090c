/** Reads {@code .kamal/secrets} as the dotenv library of Ruby does. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
