/** What other plugins get of a deployment where they are installed. All of them are optional. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.integration;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
