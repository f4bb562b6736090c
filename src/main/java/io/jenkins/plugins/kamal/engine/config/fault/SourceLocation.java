package io.jenkins.plugins.kamal.engine.config.fault;

/**
 * A place in a file.
 *
 * @param file the file as the user knows it
 * @param line the line, counted from 1
 */
public record SourceLocation(String file, int line) {}
