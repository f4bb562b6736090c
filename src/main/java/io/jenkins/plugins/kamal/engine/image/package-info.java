/** Image references and digests. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.image;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
