package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.cli.run.NameList;
import io.jenkins.plugins.kamal.engine.command.GrepOptions;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The rules by which every command line of the engine is parsed, whether a person, an alias or a hook wrote it. */
public final class CommandLineRules {

    private static final double NANOS = 1e9;

    private CommandLineRules() {}

    /** Applies the rules to a command line with all its subcommands, and returns that command line. */
    public static CommandLine apply(CommandLine commandLine) {
        return commandLine
                // An argument never names a file to expand: @/etc/passwd would print the file, or take options from it.
                .setExpandAtFiles(false)
                // The last of two options counts, so that words after an alias override the alias.
                .setOverwrittenOptionsAllowed(true)
                // As with getopt, the word after an option that takes a value is the value: --grep -foo.
                .setAllowOptionsAsOptionParameters(true)
                .registerConverter(String.class, CommandLineRules::text)
                .registerConverter(Path.class, text -> Path.of(text(text)))
                .registerConverter(Duration.class, CommandLineRules::seconds)
                .registerConverter(Version.class, text -> checked(text, Version::new))
                .registerConverter(GrepOptions.class, text -> GrepOptionCheck.parse(text(text)))
                .registerConverter(NameList.class, text -> checked(text, NameList::parse))
                .registerConverter(PushedImage.class, text -> checked(text, PushedImage::parse));
    }

    private static String text(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("the value is blank; leave it out or write one");
        }
        return text;
    }

    private static <T> T checked(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (EngineException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static Duration seconds(String text) {
        double seconds = number(text);
        if (seconds >= 0 && seconds <= Integer.MAX_VALUE) {
            return Duration.ofNanos(Math.round(seconds * NANOS));
        }
        throw new TypeConversionException("'" + text + "' is not a number of seconds, such as 30 or 1.5");
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
