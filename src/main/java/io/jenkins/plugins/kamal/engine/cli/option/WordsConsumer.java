package io.jenkins.plugins.kamal.engine.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Takes all words up to the next option: Thor's syntax for an array. */
public final class WordsConsumer implements IParameterConsumer {

    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
        List<String> words = new ArrayList<>();
        while (!arguments.isEmpty() && !arguments.peek().startsWith("-")) {
            words.add(arguments.pop());
        }
        if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
            throw new ParameterException(
                    command.commandLine(), "The option " + option.paramLabel() + " needs words that are not blank");
        }
        option.setValue(words);
    }
}
