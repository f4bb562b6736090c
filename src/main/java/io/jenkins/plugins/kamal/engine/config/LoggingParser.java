package io.jenkins.plugins.kamal.engine.config;

/** Reads docker logging ({@code configuration/logging.rb}). */
final class LoggingParser {

    private LoggingParser() {}

    static Logging parse(Fields logging) {
        return new Logging(logging.text("driver").filter(driver -> !driver.isBlank()), logging.textMap("options"));
    }
}
