package io.jenkins.plugins.kamal.engine.ruby.erb.rendering;

/** Parses data into Ruby's values: strings, Long, Double, Boolean, null, List and Map. */
@FunctionalInterface
public interface DataParser {

    /** @throws IllegalArgumentException if the text cannot be parsed, or holds what has no such value */
    Object parse(String text);
}
