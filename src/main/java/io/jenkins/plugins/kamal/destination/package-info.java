/** What an administrator sets for a destination: credentials, hosts, jobs and freezes. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.destination;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
