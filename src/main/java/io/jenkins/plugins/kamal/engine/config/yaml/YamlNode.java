package io.jenkins.plugins.kamal.engine.config.yaml;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;

/** A value of a YAML file as Ruby's Psych would load it, with its location. */
public sealed interface YamlNode permits ScalarNode, ListNode, MapNode, TaggedNode {

    /** The location of the value in the file. */
    SourceLocation origin();

    /** The kind of the value, in words that fit after "is". */
    String described();

    /** Whether Ruby on Rails considers the value blank: null, false, white space, an empty list or map. */
    boolean isBlank();
}
