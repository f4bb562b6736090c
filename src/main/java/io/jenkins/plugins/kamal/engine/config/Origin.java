package io.jenkins.plugins.kamal.engine.config;

/**
 * Where something stands in a file.
 *
 * @param file the file as the user knows it
 * @param line the line, counted from 1
 */
record Origin(String file, int line) {}
