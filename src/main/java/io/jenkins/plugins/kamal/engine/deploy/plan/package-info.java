/** Plans a deploy: reads what the servers run, compares it with the configuration, and changes nothing. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.deploy.plan;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
