/** Packs the engine and its libraries into the one jar that agents get. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.packaging;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
