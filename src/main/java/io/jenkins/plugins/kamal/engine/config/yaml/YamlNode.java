package io.jenkins.plugins.kamal.engine.config.yaml;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;

/** A value of a YAML file as Ruby's Psych would load it, with the place where it stands. */
public sealed interface YamlNode permits ScalarNode, ListNode, MapNode, TaggedNode {

    /** Where it stands. */
    SourceLocation origin();

    /** What it is, in words that fit after "is". */
    String described();

    /** Whether Ruby on Rails calls it blank: nothing, false, white space, an empty list or map. */
    boolean isBlank();
}
