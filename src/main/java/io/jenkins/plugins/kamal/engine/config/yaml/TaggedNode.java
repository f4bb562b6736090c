package io.jenkins.plugins.kamal.engine.config.yaml;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;

/**
 * A Ruby object as {@code kamal config} prints it. Such nodes are only written, never read.
 *
 * @param tag its class, {@code !ruby/object:…}
 * @param fields its instance variables
 */
public record TaggedNode(String tag, MapNode fields) implements YamlNode {

    @Override
    public SourceLocation origin() {
        return fields.origin();
    }

    @Override
    public String described() {
        return "a Ruby object";
    }

    @Override
    public boolean isBlank() {
        return false;
    }
}
