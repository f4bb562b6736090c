package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The value of a form's text field when the step runs. A Pipeline has already expanded its own expressions by then. A
 * freestyle job expands {@code ${VARIABLES}} here, once; nothing expands the result again.
 */
public final class FieldText {

    /** One word of a shell, which is no option and no more than one word in every kind of quotes. */
    private static final Pattern PLAIN = Pattern.compile("([\\p{L}\\p{N}_@%+=:,./][\\p{L}\\p{N}_@%+=:,./-]*)?");

    private static final Pattern ONE_VARIABLE = Pattern.compile("\\s*\\$(\\w+|\\{[^{}]+})\\s*");

    private final UnaryOperator<String> expansion;

    /** The values of the build's variables; null in a Pipeline. */
    @CheckForNull
    private final UnaryOperator<String> variables;

    private FieldText(UnaryOperator<String> expansion, @CheckForNull UnaryOperator<String> variables) {
        this.expansion = expansion;
        this.variables = variables;
    }

    /** The text as it was written. */
    public static FieldText asWritten() {
        return new FieldText(UnaryOperator.identity(), null);
    }

    /**
     * The text with the variables of a build filled in. A variable that the build does not have stays as it is, and
     * {@code $$} stands for one dollar sign ({@link EnvVars#expand}).
     */
    public static FieldText expandedBy(EnvVars environment) {
        return new FieldText(environment::expand, environment::get);
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
        return field == null || variables != null && field.isBlank() ? null : Util.fixNull(of(field));
    }

    /**
     * Refuses a variable in a text for a shell whose value could be more than one word, or an option. Whoever may start a
     * build chooses the values of its parameters, but not which commands run on the servers, unless the whole field is one
     * variable.
     *
     * @throws AbortException which names the variable
     */
    public void requirePlainVariables(String name, @CheckForNull String field) throws AbortException {
        UnaryOperator<String> known = variables;
        if (field == null || known == null || ONE_VARIABLE.matcher(field).matches()) {
            return;
        }
        List<String> refused = new ArrayList<>();
        Util.replaceMacro(field, (String variable) -> {
            String value = known.apply(variable);
            if (value != null && !PLAIN.matcher(value).matches()) {
                refused.add(variable);
            }
            return value;
        });
        if (!refused.isEmpty()) {
            throw new AbortException("The value of the variable " + refused.get(0) + " cannot be a part of " + name
                    + ", which is text for the shell of a server: only letters, digits and _@%+=:,./- are possible, and no"
                    + " '-' at the beginning. Give another value, or make the variable the whole of " + name
                    + " if whoever starts a build may choose the command");
        }
    }
}
