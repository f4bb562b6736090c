package io.jenkins.plugins.kamal.engine.cli.option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Stack;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code -e NAME:value NAME:value …}: Thor's syntax for a map. The option takes every variable that follows; the
 * command comes after the variables.
 */
public final class VariableOption implements IParameterConsumer {

    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*):(.*)", Pattern.DOTALL);

    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
        Map<String, String> variables = new LinkedHashMap<>();
        Map<String, String> former = option.getValue();
        if (former != null) {
            variables.putAll(former);
        }
        int before = variables.size();
        while (!arguments.isEmpty()) {
            Matcher variable = VARIABLE.matcher(arguments.peek());
            if (!variable.matches()) {
                break;
            }
            arguments.pop();
            variables.put(variable.group(1), variable.group(2));
        }
        if (variables.size() == before) {
            throw new ParameterException(
                    command.commandLine(), "--env needs NAME:value, for example -e RAILS_ENV:test");
        }
        option.setValue(variables);
    }
}
