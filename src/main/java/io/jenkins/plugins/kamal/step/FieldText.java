package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Util;
import java.util.function.UnaryOperator;

/**
 * What a text field of a form means when the step runs. A Pipeline has expanded its own expressions before. A freestyle
 * job expands {@code ${VARIABLES}} here, once; nothing after this expands anything again.
 */
public final class FieldText {

    private final UnaryOperator<String> expansion;

    private FieldText(UnaryOperator<String> expansion) {
        this.expansion = expansion;
    }

    /** The text as it was written. */
    public static FieldText asWritten() {
        return new FieldText(UnaryOperator.identity());
    }

    /**
     * The text with the variables of a build filled in. A variable that the build does not have stays as it is, and
     * {@code $$} stands for one dollar sign ({@link EnvVars#expand}).
     */
    public static FieldText expandedBy(EnvVars environment) {
        return new FieldText(environment::expand);
    }

    /** The meaning of a field; null where nothing is left of it. */
    @CheckForNull
    String of(@CheckForNull String field) {
        return field == null ? null : Util.fixEmptyAndTrim(expansion.apply(field));
    }
}
