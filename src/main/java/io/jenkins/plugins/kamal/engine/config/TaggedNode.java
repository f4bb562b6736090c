package io.jenkins.plugins.kamal.engine.config;

/**
 * A Ruby object as {@code kamal config} prints it. Only written, never read.
 *
 * @param tag its class, {@code !ruby/object:…}
 * @param fields its instance variables
 */
record TaggedNode(String tag, MapNode fields) implements YamlNode {

    @Override
    public Origin origin() {
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
