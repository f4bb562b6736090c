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
    private final boolean form;

    private FieldText(UnaryOperator<String> expansion, boolean form) {
        this.expansion = expansion;
        this.form = form;
    }

    /** The text as it was written. */
    public static FieldText asWritten() {
        return new FieldText(UnaryOperator.identity(), false);
    }

    /**
     * The text with the variables of a build filled in. A variable that the build does not have stays as it is, and
     * {@code $$} stands for one dollar sign ({@link EnvVars#expand}).
     */
    public static FieldText expandedBy(EnvVars environment) {
        return new FieldText(environment::expand, true);
    }

    /** The value of one word of a field, which stays one word. */
    String word(String word) {
        return expansion.apply(word);
    }

    /** The value of a field; null if the field is blank. */
    @CheckForNull
    String of(@CheckForNull String field) {
        return field == null ? null : Util.fixEmptyAndTrim(expansion.apply(field));
    }

    /**
     * The value of a field in which a blank text means something other than no value; null if there is none. A form
     * sends an empty text for a field that nobody has filled in; in a Pipeline, an empty text was written, or is the
     * result of an expression.
     */
    @CheckForNull
    String ofGiven(@CheckForNull String field) {
        return field == null || form && field.isBlank() ? null : Util.fixNull(of(field));
    }
}
