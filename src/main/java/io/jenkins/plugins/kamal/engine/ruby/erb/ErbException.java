package io.jenkins.plugins.kamal.engine.ruby.erb;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;

/** ERB that cannot be evaluated; the message names the file, the line, the expression and what to do. */
public final class ErbException extends EngineException {

    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;

    @CheckForNull
    private final String expression;

    /** A fault in a line (counted from 1, 0 for the file as a whole) of a file as the user knows it. */
    public ErbException(String file, int line, @CheckForNull String expression, String message) {
        super(
                Topic.TEMPLATES,
                file + (line > 0 ? ":" + line : "") + ": " + (expression == null ? "" : "`" + expression + "`: ")
                        + message);
        this.file = file;
        this.line = line;
        this.expression = expression;
    }

    /** The file as the user knows it. */
    public String file() {
        return file;
    }

    /** The line, counted from 1; 0 for the file as a whole. */
    public int line() {
        return line;
    }

    /** The Ruby between the tags, cut if it is long; null for the file as a whole. */
    @CheckForNull
    public String expression() {
        return expression;
    }
}
