package io.jenkins.plugins.kamal.engine.shell.ssh.config;

import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostPatterns;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * The conditions of {@code Match} for one host: {@code all}, {@code host}, {@code originalhost}, {@code user} and
 * {@code localuser}, each of which {@code !} can negate.
 *
 * <p>{@code exec} is not run, because reading a configuration file must not start programs. Its section does not apply,
 * as in Kamal, and a warning says so. {@code canonical} and {@code final} ask for a second reading of the files, which
 * the engine does not do.
 */
final class MatchConditions {

    private final String host;
    private final String user;
    private final HostConfig found;
    private final BiConsumer<ConfigLine, String> warn;

    MatchConditions(String host, String user, HostConfig found, BiConsumer<ConfigLine, String> warn) {
        this.host = host;
        this.user = user;
        this.found = found;
        this.warn = warn;
    }

    String host() {
        return host;
    }

    /** Whether all conditions of a line hold. The first condition that does not hold ends the evaluation. */
    boolean hold(ConfigLine line) {
        for (Iterator<String> words = line.words().iterator(); words.hasNext(); ) {
            String word = words.next().toLowerCase(Locale.ROOT);
            boolean negated = word.startsWith("!");
            String name = word.substring(negated ? 1 : 0);
            if (name.equals("canonical") || name.equals("final")) {
                if (!negated) {
                    return false;
                }
                continue;
            }
            if (name.equals("all")) {
                continue;
            }
            if (!words.hasNext()) {
                throw line.invalid("has no value after " + name);
            }
            List<String> patterns = Arrays.asList(words.next().split(","));
            String subject = subject(name);
            if (subject.isEmpty()) {
                warn.accept(line, "does not apply, because the condition " + name + " is not evaluated");
                return false;
            }
            if (HostPatterns.match(patterns, subject) == negated) {
                return false;
            }
        }
        return true;
    }

    private String subject(String condition) {
        return switch (condition) {
            case "host" ->
                found.word("hostname")
                        .map(name -> name.replace("%h", host).replace("%%", "%"))
                        .orElse(host);
            case "originalhost" -> host;
            case "user" -> user;
            case "localuser" -> System.getProperty("user.name");
            default -> "";
        };
    }
}
