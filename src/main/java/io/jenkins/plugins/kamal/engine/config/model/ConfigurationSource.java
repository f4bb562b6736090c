package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;

/** The merged files of a configuration, for commands that print them. */
public final class ConfigurationSource {

    /** The source of a configuration that was not read from files. */
    public static final ConfigurationSource NONE = new ConfigurationSource(MapNode.empty(new SourceLocation("", 1)));

    private final MapNode root;

    public ConfigurationSource(MapNode root) {
        this.root = root;
    }

    public MapNode root() {
        return root;
    }

    /** Two sources are equal if they have the same values at the same locations. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigurationSource source && source.root.equals(root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    /** Hides the values, which may be secret. */
    @Override
    public String toString() {
        return "ConfigurationSource";
    }
}
