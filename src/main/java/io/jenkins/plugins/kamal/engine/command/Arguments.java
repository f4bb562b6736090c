package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.config.model.DockerOption;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Logging;
import io.jenkins.plugins.kamal.engine.ruby.RubyDump;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;
import java.util.Map;

/**
 * Turns parts of the configuration into arguments of docker ({@code argumentize} and {@code optionize} of
 * {@code lib/kamal/utils.rb}).
 */
public final class Arguments {

    private static final Map<String, String> DEFAULT_LOG_OPTIONS = Map.of("max-size", "10m");

    private Arguments() {}

    /** Adds {@code option key="value"} for each entry, or {@code option key} if the value is blank. */
    public static Command keyValues(Command command, String option, Map<String, String> values) {
        Command extended = command;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            extended = extended.with(option);
            extended = entry.getValue().isBlank()
                    ? extended.with(entry.getKey())
                    : value(extended, entry.getKey() + "=", entry.getValue());
        }
        return extended;
    }

    /**
     * Adds {@code option key="value"} for each entry, or {@code option key} if the value is blank. The log does not
     * show the values.
     */
    public static Command hiddenKeyValues(Command command, String option, Map<String, String> values) {
        Command extended = command;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            extended = extended.with(option);
            extended = entry.getValue().isBlank()
                    ? extended.with(entry.getKey())
                    : extended.withHidden(entry.getKey() + "=", RubyDump.withoutQuoting(entry.getValue()));
        }
        return extended;
    }

    /** Adds {@code prefix"value"}, with the value as Kamal writes it ({@code escape_shell_value}). */
    public static Command value(Command command, String prefix, String value) {
        return command.withExpandable(prefix, RubyDump.withoutQuoting(value));
    }

    /** Adds {@code option value} for each value. */
    public static Command repeat(Command command, String option, List<String> values) {
        Command extended = command;
        for (String value : values) {
            extended = extended.with(option, value);
        }
        return extended;
    }

    /** Adds {@code --name "value"}, with a value that the log does not show, or {@code --name} for a switch. */
    public static Command options(Command command, List<DockerOption> options) {
        Command extended = command;
        for (DockerOption option : options) {
            extended = extended.with("--" + option.name());
            if (option.value().isPresent()) {
                extended = extended.withHidden(
                        "", RubyDump.withoutQuoting(option.value().get()));
            }
        }
        return extended;
    }

    /**
     * Adds volumes as they are written in the configuration file. They are shell text, because the server expands
     * {@code $PWD} and {@code ~}.
     */
    public static Command volumes(Command command, List<String> volumes) {
        Command extended = command;
        for (String volume : volumes) {
            extended = extended.with("--volume").withShell(volume);
        }
        return extended;
    }

    /**
     * Adds a mount of a path on the host; a relative path begins in the home directory of the SSH user
     * ({@code configuration/volume.rb}).
     */
    public static Command mount(Command command, String hostPath, String containerPathAndOptions) {
        String mount = Command.quote(hostPath + ":" + containerPathAndOptions);
        return command.with("--volume").withShell(hostPath.startsWith("/") ? mount : "$PWD/" + mount);
    }

    /**
     * Adds {@code --log-driver} and {@code --log-opt}, or Kamal's default of 10 MB ({@code configuration/logging.rb}). The
     * log does not show the values of the configuration's options, such as a driver's token.
     */
    public static Command logging(Command command, Logging logging) {
        if (logging.driver().isEmpty() && logging.options().isEmpty()) {
            return keyValues(command, "--log-opt", DEFAULT_LOG_OPTIONS);
        }
        Command extended = command;
        if (logging.driver().isPresent()) {
            extended = extended.with("--log-driver")
                    .withExpandable("", logging.driver().get());
        }
        return hiddenKeyValues(extended, "--log-opt", logging.optionsOfDriver());
    }

    /** Adds the clear variables as arguments, and the secret ones with a file that is already on the server. */
    public static Command environment(Command command, Env env, String envFile) {
        return keyValues(command, "--env", env.clear()).with("--env-file", envFile);
    }
}
