/** Names and digests of images. Pure. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.image;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
