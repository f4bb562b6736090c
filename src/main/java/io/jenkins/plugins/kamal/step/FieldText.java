package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Util;
import java.util.function.UnaryOperator;

/**
 * The value of a form's text field when the step runs. A Pipeline has already expanded its own expressions by then. A
 * freestyle job expands {@code ${VARIABLES}} here, once; nothing expands the result again.
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

    /** The value of a field; null if the field is blank. */
    @CheckForNull
    String of(@CheckForNull String field) {
        return field == null ? null : Util.fixEmptyAndTrim(expansion.apply(field));
    }
}
