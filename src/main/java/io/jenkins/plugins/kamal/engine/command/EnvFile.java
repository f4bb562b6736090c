package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Env.SecretVariable;
import io.jenkins.plugins.kamal.engine.ruby.RubyDump;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the file for docker's {@code --env-file}, which holds the secret variables of an app or accessory container
 * ({@code lib/kamal/env_file.rb}).
 */
public final class EnvFile {

    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}+");

    private EnvFile() {}

    /**
     * Writes the file on a server, readable by the SSH user only.
     *
     * @param path its path on the server, in a directory that exists
     * @param secrets gives the value of a secret by its name; an exception for an unknown secret is passed on
     */
    public static Command write(String path, Env env, Function<String, Secret> secrets) {
        return FileCommands.write(path, "0600", content(env, secrets));
    }

    /** Returns one line for each secret variable, or an empty line if there are none. */
    public static Secret content(Env env, Function<String, Secret> secrets) {
        Map<String, Secret> values = new LinkedHashMap<>();
        for (SecretVariable variable : env.secret()) {
            values.put(variable.variable(), secrets.apply(variable.secretName()));
        }
        StringBuilder lines = new StringBuilder();
        values.forEach((name, value) ->
                lines.append(name).append('=').append(escape(value.reveal())).append('\n'));
        return Secret.of(lines.isEmpty() ? "\n" : lines.toString());
    }

    /**
     * Docker does not unescape a line, so a line end is written as the two characters {@code \n}. Non-ASCII text stays
     * unchanged.
     */
    private static String escape(String value) {
        return ASCII.matcher(value).replaceAll(EnvFile::escapeAscii);
    }

    private static String escapeAscii(MatchResult part) {
        String dumped = RubyDump.of(part.group()).replace("\\\"", "\"").replace("\\#", "#");
        return Matcher.quoteReplacement(dumped);
    }
}
