/** Build steps for freestyle jobs: another entrance to the same requests that Pipeline steps make. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.freestyle;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
