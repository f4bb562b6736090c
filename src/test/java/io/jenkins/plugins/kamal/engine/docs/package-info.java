/** Tests of the documentation: every code block is run or parsed, and every link resolves. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.docs;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
