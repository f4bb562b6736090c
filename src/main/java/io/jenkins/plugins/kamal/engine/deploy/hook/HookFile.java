package io.jenkins.plugins.kamal.engine.deploy.hook;

import io.jenkins.plugins.kamal.engine.file.RegularFile;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a hook, and the checks that explain why the hook cannot start.
 *
 * @param path the path of the file
 * @param name the path of the file relative to the project
 */
record HookFile(Path path, String name) {

    private static final int LONGEST_FIRST_LINE = 1024;
    private static final int COMMAND_NOT_FOUND = 127;
    private static final Pattern INTERPRETER = Pattern.compile("#![ \\t]*(\\S+)(?:[ \\t]+(.*))?");

    /**
     * Matches the beginning of an error message of {@code env}, which names itself as in the first line of the hook,
     * {@code /usr/bin/env}.
     */
    private static final Pattern ENV_COMPLAINS = Pattern.compile("(?:\\S*/)?env: ");

    boolean exists() {
        return Files.exists(path);
    }

    /** Returns why the hook cannot start, if that is known before the hook is run. */
    Optional<String> fault() {
        if (!exists()) {
            return Optional.empty();
        }
        if (Files.isDirectory(path)) {
            return Optional.of("The hook " + path + " is a directory, but must be a program; rename or remove it");
        }
        if (!Files.isRegularFile(path)) {
            return Optional.of("The hook " + path + " is a pipe or a device, but must be a program; remove it");
        }
        if (!Files.isExecutable(path)) {
            return Optional.of("The hook " + path + " is not executable; run `git update-index --chmod=+x " + name
                    + "` and commit");
        }
        return faultOf(firstLine());
    }

    private Optional<String> faultOf(String firstLine) {
        if (firstLine.startsWith("#!") && firstLine.endsWith("\r")) {
            return Optional.of("The hook " + path + " cannot start, because line 1 ends with a carriage return"
                    + " (a Windows line end); save it with Unix line ends, and add `" + name
                    + " text eol=lf` to .gitattributes");
        }
        Matcher line = INTERPRETER.matcher(firstLine);
        if (line.matches() && !Files.isExecutable(path.resolveSibling(line.group(1)))) {
            return Optional.of("The hook " + path + " cannot start, because its interpreter " + line.group(1)
                    + " (line 1) is not on this machine; install it, or name another one");
        }
        return Optional.empty();
    }

    /** Returns why the hook did not start when it was run, if its output shows the reason. */
    Optional<String> reasonNotStarted(Output output) {
        Matcher line = INTERPRETER.matcher(firstLine());
        boolean throughEnv = line.matches() && line.group(1).endsWith("/env") && line.group(2) != null;
        if (throughEnv
                && output.exitStatus() == COMMAND_NOT_FOUND
                && ENV_COMPLAINS.matcher(output.stderr()).lookingAt()) {
            return Optional.of("its interpreter `" + line.group(2).strip()
                    + "` (line 1) is not on the PATH of this machine; install it, or name another one");
        }
        return Optional.empty();
    }

    private String firstLine() {
        try {
            String start = new String(RegularFile.beginning(path, LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
            int end = start.indexOf('\n');
            return end < 0 ? start : start.substring(0, end);
        } catch (IOException e) {
            throw new UncheckedIOException("The hook " + path + " cannot be read", e);
        }
    }
}
