/** What happens in a run, as values and as lines of JSON. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.event;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
