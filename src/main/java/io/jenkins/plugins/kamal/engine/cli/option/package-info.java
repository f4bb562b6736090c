/** Options that several commands share, abbreviations and aliases. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.kamal.engine.cli.option;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
