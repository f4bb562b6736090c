/** Benchmarks: how long a deploy takes, started as an agent starts it. Run by {@code ./dev bench}, never by a test run. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.lab.bench;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
