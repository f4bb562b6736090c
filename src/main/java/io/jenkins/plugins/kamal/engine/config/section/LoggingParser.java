package io.jenkins.plugins.kamal.engine.config.section;

import io.jenkins.plugins.kamal.engine.config.model.Logging;

/** Reads the settings of Docker logging ({@code configuration/logging.rb}). */
public final class LoggingParser {

    private LoggingParser() {}

    public static Logging parse(Fields logging) {
        return new Logging(
                logging.text("driver").filter(driver -> !driver.isBlank()).orElse(null), logging.textMap("options"));
    }
}
