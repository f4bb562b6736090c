package io.jenkins.plugins.kamal.engine.ruby.erb.rendering;

/** Parses data into Ruby's values: strings, Long, Double, Boolean, null, List and Map. */
@FunctionalInterface
public interface DataParser {

    /** @throws IllegalArgumentException if the text cannot be parsed, or contains a value of another type */
    Object parse(String text);
}
