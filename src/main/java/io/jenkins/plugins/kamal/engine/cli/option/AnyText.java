package io.jenkins.plugins.kamal.engine.cli.option;

import picocli.CommandLine.ITypeConverter;

/** Takes a word of another program's command line as it is. Unlike a word of our own command line, it may be blank. */
public final class AnyText implements ITypeConverter<String> {

    @Override
    public String convert(String word) {
        return word;
    }
}
