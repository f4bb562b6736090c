package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.Boot;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how many hosts boot at a time ({@code configuration/boot.rb}). */
public final class BootParser {

    private static final Pattern LIMIT = Pattern.compile("(\\d{1,6})(?:(?:\\.\\d+)?(%))?");
    private static final int WHOLE = 100;

    private BootParser() {}

    /** Reads the boot settings; {@code hosts} is the number of all hosts, including those of accessories. */
    public static Boot parse(Fields boot, int hosts) {
        return new Boot(
                boot.text("limit").flatMap(limit -> limit(boot, limit, hosts)).orElse(null),
                Duration.ofSeconds(boot.integer("wait").orElse(0)),
                boot.flag("parallel_roles").orElse(false));
    }

    private static Optional<Integer> limit(Fields boot, String text, int hosts) {
        Matcher matcher = LIMIT.matcher(text);
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            if (matcher.group(2) != null) {
                return Optional.of(Math.max((int) ((long) hosts * number / WHOLE), 1));
            }
            if (number > 0) {
                return Optional.of(number);
            }
        }
        boot.fault(
                "limit",
                "`" + text + "` is neither a number of hosts from 1 nor a percentage; write for example 10 or 25%");
        return Optional.empty();
    }
}
