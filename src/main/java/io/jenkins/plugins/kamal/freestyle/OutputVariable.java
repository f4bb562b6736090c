package io.jenkins.plugins.kamal.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** An environment variable with the result that a command printed, for all later build steps. */
public final class OutputVariable extends InvisibleAction implements EnvironmentContributingAction {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String OWN_PREFIX = "KAMAL_";

    /** Linux refuses to start a program with a variable of 128 KiB or more. */
    private static final int MOST_BYTES = 100 << 10;

    private final String name;
    private final String value;

    private OutputVariable(String name, String value) {
        this.name = name;
        this.value = value;
    }

    /**
     * A variable with this output, without the line breaks at the end.
     *
     * @throws AbortException if the output is too long for a variable
     */
    static OutputVariable of(String name, String output) throws AbortException {
        int bytes = output.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new AbortException(
                    "The command printed " + (bytes >> 10) + " KiB, but the environment variable " + name
                            + " can hold at most " + (MOST_BYTES >> 10) + " KiB. The whole output is in the log above;"
                            + " make the command print less, or leave 'Return the output in' empty");
        }
        return new OutputVariable(name, output.replaceFirst("\\n+$", ""));
    }

    /** The reason why a variable cannot have this name, or null if it can. */
    @CheckForNull
    static String problemOf(String name) {
        if (!NAME.matcher(name).matches()) {
            return Messages.OutputVariable_invalid(name);
        }
        return name.startsWith(OWN_PREFIX) ? Messages.OutputVariable_reserved(name, OWN_PREFIX) : null;
    }

    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars env) {
        String known = Util.fixEmpty(name);
        if (known != null) {
            env.put(known, Util.fixNull(value));
        }
    }
}
