package io.jenkins.plugins.kamal.engine.config.schema;

/** The types of values: the distinctions that Kamal's validator makes ({@code configuration/validator.rb}). */
public enum ValueType {
    TEXT("text", "write one value, in quotes if YAML would read it as something else"),
    STRICT_TEXT("text", "write one value in quotes"),
    WHOLE_NUMBER("whole number", "write digits without quotes"),
    SWITCH("true or false", "write `true` or `false` without quotes"),
    TEXTS("list of texts", "write one entry per line, each after `- `"),
    TEXT_OR_TEXTS("text or list of texts", "write one value, or one entry per line, each after `- `"),
    TEXT_MAP("map of texts", "write one `name: value` per line"),
    OPTION_MAP("map of options", "write one `name: value` per line"),
    HOSTS("list of hosts, each a name or `name: tags`", "write one host per line, each after `- `"),
    HOST_NAMES("list of host names", "write one host per line, each after `- `"),
    SERVERS(
            "list of hosts, or map of roles",
            "write one host per line, each after `- `, or one role per line with its hosts"),
    ROLE("list of hosts, or a section with `hosts`", "write one host per line below it, each after `- `"),
    SSL(
            "true, false, or the names of a certificate and its key",
            "write `true`, `false`, or both `certificate_pem` and `private_key_pem`"),
    HOOKS_OUTPUT("quiet or verbose, for all hooks or in a map by hook", "write `quiet` or `verbose`"),
    SSH_CONFIG("true, false, a path or a list of paths", "write `true`, `false`, a path or a list of paths"),
    PATHS("list of `local:remote[:options]`, or of maps", "write one `local:remote` per line, each after `- `"),
    LOGIN("text, or a list with the name of one secret", "write the text, or a list with the name of one secret"),
    ENV("map of variables, or clear, secret and tags", "write one `NAME: value` per line, or `clear:` and `secret:`"),
    SECTION("section", "write its keys under it, two spaces further to the right"),
    SECTION_OR_SWITCH("section, true or false", "write its keys under it, or `true` or `false`"),
    SECTIONS("map of sections by name", "write one name per line with its keys under it"),
    NAMED_TEXTS("map of texts by name", "write one `name: value` per line");

    private final String words;
    private final String remedy;

    ValueType(String words, String remedy) {
        this.words = words;
        this.remedy = remedy;
    }

    /** The type in words, for faults and the reference. */
    public String words() {
        return words;
    }

    /** The advice in a message about a wrong value. */
    String remedy() {
        return remedy;
    }
}
